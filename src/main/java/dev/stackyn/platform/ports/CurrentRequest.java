package dev.stackyn.platform.ports;

import dev.stackyn.kernel.RequestId;
import java.util.Optional;

/** The request that the running thread works for. */
public interface CurrentRequest {
  /** Nothing when the platform acts by itself. */
  Optional<RequestId> id();
}
