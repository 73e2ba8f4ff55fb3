package dev.stackyn.deployments.engine;

import dev.stackyn.kernel.Secret;
import java.util.Objects;
import java.util.Optional;

/** What lets a private repository be read. */
public sealed interface GitCredential {

  /**
   * A token over HTTPS. Without a user name, the one that the repository's host expects with a
   * token is used.
   */
  record Token(Optional<String> user, Secret token) implements GitCredential {
    public Token {
      Objects.requireNonNull(user, "user");
      if (token.reveal().isBlank() || token.reveal().chars().anyMatch(Character::isISOControl)) {
        throw new IllegalArgumentException("must be a token on one line");
      }
      if (user.filter(name -> name.isBlank() || name.contains(":")).isPresent()) {
        throw new IllegalArgumentException("must be a user name without a colon");
      }
    }
  }

  /** The private half of an SSH key, as OpenSSH writes it, without a passphrase. */
  record DeployKey(Secret privateKey) implements GitCredential {
    public DeployKey {
      if (!privateKey.reveal().contains("PRIVATE KEY-----")) {
        throw new IllegalArgumentException("must be a private key as ssh-keygen writes it");
      }
    }
  }
}
