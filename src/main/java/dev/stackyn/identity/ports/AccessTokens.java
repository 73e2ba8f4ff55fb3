package dev.stackyn.identity.ports;

import dev.stackyn.identity.domain.AccessClaims;
import dev.stackyn.kernel.Secret;
import java.util.Optional;

/** Signs what a session may show, and reads it again. */
public interface AccessTokens {
  Secret sign(AccessClaims claims);

  /** Nothing unless one of our keys signed it, with our algorithm, and it has not expired. */
  Optional<AccessClaims> read(String token);
}
