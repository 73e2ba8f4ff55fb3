package dev.stackyn.platform.adapters.http;

import dev.stackyn.kernel.RequestId;
import dev.stackyn.platform.ports.CurrentRequest;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.slf4j.MDC;

/** The id that every log line of a request carries is also that of its audit rows. */
@Singleton
final class LoggedRequest implements CurrentRequest {
  @Override
  public Optional<RequestId> id() {
    return RequestId.brought(MDC.get("request_id"));
  }
}
