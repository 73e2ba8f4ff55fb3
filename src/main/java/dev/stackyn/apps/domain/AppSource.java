package dev.stackyn.apps.domain;

import dev.stackyn.deployments.engine.GitRef;
import dev.stackyn.deployments.engine.RepositoryUrl;
import java.util.Objects;
import java.util.Optional;

/**
 * Where an app's source comes from.
 *
 * @param branch nothing for the repository's default branch
 * @param deployKey the public half of the key that reads it, as its host takes it
 */
public record AppSource(RepositoryUrl url, Optional<GitRef> branch, Optional<String> deployKey) {
  public AppSource {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(branch, "branch");
    Objects.requireNonNull(deployKey, "deployKey");
  }

  public boolean isSsh() {
    return url.scheme() == RepositoryUrl.Scheme.SSH;
  }

  AppSource withKey(String publicLine) {
    return new AppSource(url, branch, Optional.of(publicLine));
  }
}
