package dev.stackyn.deployments.engine;

import java.util.Objects;
import java.util.Optional;

/** A repository and what its owner gave us to read it with. */
public record Repository(RepositoryUrl url, Optional<GitCredential> credential) {
  public Repository {
    Objects.requireNonNull(url, "url");
    credential.ifPresent(given -> {
      boolean fits =
          switch (given) {
            case GitCredential.Token _ -> url.scheme().isHttp();
            case GitCredential.DeployKey _ -> url.scheme() == RepositoryUrl.Scheme.SSH;
          };
      if (!fits) {
        throw new IllegalArgumentException(
            "a token goes with an https:// URL, a deploy key with git@host:path or ssh://");
      }
    });
  }

  public static Repository open(RepositoryUrl url) {
    return new Repository(url, Optional.empty());
  }
}
