package dev.stackyn.apps.adapters.http;

import dev.stackyn.apps.domain.Fields;
import dev.stackyn.apps.domain.RepositoryRules;
import dev.stackyn.deployments.engine.GitCredential;
import dev.stackyn.deployments.engine.GitRef;
import dev.stackyn.deployments.engine.RepositoryUrl;
import dev.stackyn.kernel.Secret;
import io.micronaut.core.annotation.Nullable;
import java.util.Optional;

/** How requests say where an app's source comes from. */
final class RepositoryFields {
  private RepositoryFields() {}

  /** Blank is as good as left out. */
  static Optional<String> said(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(some -> !some.isEmpty());
  }

  static Optional<RepositoryUrl> url(Fields fields, RepositoryRules rules, String text) {
    return fields.read("repo_url", "The repository URL", () -> rules.read(text));
  }

  static Optional<GitRef> branch(Fields fields, String text) {
    return fields.read("branch", "The branch", () -> new GitRef(text));
  }

  static Optional<GitCredential.Token> token(Fields fields, String text, Optional<String> user) {
    return fields.read(
        "repo_token",
        "The token of the repository",
        () -> new GitCredential.Token(user, new Secret(text)));
  }
}
