package dev.stackyn.deployments.engine.secrets;

import dev.stackyn.deployments.engine.DeploySpec;
import dev.stackyn.deployments.engine.GitCredential;
import dev.stackyn.kernel.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a deployment knows and must not tell. */
public final class KnownSecrets {
  private final List<Confidential> all;

  private KnownSecrets(List<Confidential> all) {
    this.all = List.copyOf(all);
  }

  /** What variables say, the repository's token or key, and the passwords for registries. */
  public static KnownSecrets of(DeploySpec spec) {
    Map<String, Secret> named = new HashMap<>(spec.run().environment());
    spec.source()
        .repository()
        .credential()
        .ifPresent(credential -> named.put(name(credential), text(credential)));
    spec.build()
        .logins()
        .forEach((host, login) -> named.put("%s PASSWORD".formatted(host), login.password()));
    return of(named);
  }

  /** Of these, what is worth hiding. */
  public static KnownSecrets of(Map<String, Secret> named) {
    List<Confidential> all = new ArrayList<>();
    named.forEach((name, value) -> all.addAll(Discretion.of(name, value)));
    return new KnownSecrets(all);
  }

  /** No variable can be called so. */
  private static String name(GitCredential credential) {
    return switch (credential) {
      case GitCredential.Token _ -> "REPOSITORY TOKEN";
      case GitCredential.DeployKey _ -> "DEPLOY KEY";
    };
  }

  private static Secret text(GitCredential credential) {
    return switch (credential) {
      case GitCredential.Token token -> token.token();
      case GitCredential.DeployKey key -> key.privateKey();
    };
  }

  /** For what is printed: it hides even what could be guessed. */
  public Redactor forLogs() {
    return Redactor.of(all);
  }

  /** For what is made: it finds what nothing but a secret says. */
  public Redactor forImages() {
    return Redactor.ofWhole(all.stream().filter(Confidential::distinct).toList());
  }
}
