package dev.stackyn.apps.domain;

import dev.stackyn.deployments.engine.GitCredential;
import dev.stackyn.kernel.Secret;
import dev.stackyn.platform.domain.SealedBytes;
import dev.stackyn.platform.domain.Vault;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What repositories are read with, as the database may have it. */
@Singleton
public class CredentialSafe {
  private static final String TOKEN = "token";
  private static final String KEY = "key";
  private static final String BREAK = "\n";

  private final Vault vault;

  public CredentialSafe(Vault vault) {
    this.vault = vault;
  }

  SealedBytes seal(GitCredential credential) {
    String text =
        switch (credential) {
          case GitCredential.Token(Optional<String> user, Secret token) ->
              String.join(BREAK, TOKEN, user.orElse(""), token.reveal());
          case GitCredential.DeployKey(Secret privateKey) ->
              String.join(BREAK, KEY, privateKey.reveal());
        };
    return vault.seal(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Neither user names nor tokens have more than one line; keys do. */
  GitCredential open(SealedBytes sealed) {
    String text = new String(vault.open(sealed), StandardCharsets.UTF_8);
    if (text.startsWith(KEY + BREAK)) {
      return new GitCredential.DeployKey(new Secret(text.substring(KEY.length() + 1)));
    }
    String[] parts = text.split(BREAK, 3);
    return new GitCredential.Token(
        Optional.of(parts[1]).filter(user -> !user.isEmpty()), new Secret(parts[2]));
  }
}
