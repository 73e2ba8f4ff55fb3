package dev.stackyn.apps.domain;

import dev.stackyn.deployments.engine.GitCredential;
import dev.stackyn.deployments.engine.GitRef;
import dev.stackyn.deployments.engine.RepositoryUrl;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** An app that somebody wants to have. Without a slug it gets one that goes with its name. */
public record NewApp(
    AppName name,
    Optional<Slug> slug,
    NewSource source,
    AppSettings settings,
    List<NewVar> environment) {

  /** Where its source comes from, and the token that reads it if it takes one. */
  public record NewSource(
      RepositoryUrl url, Optional<GitRef> branch, Optional<GitCredential.Token> token) {
    public NewSource {
      Objects.requireNonNull(url, "url");
      Objects.requireNonNull(branch, "branch");
      Objects.requireNonNull(token, "token");
    }
  }

  public NewApp {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(slug, "slug");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(settings, "settings");
    environment = List.copyOf(environment);
  }
}
