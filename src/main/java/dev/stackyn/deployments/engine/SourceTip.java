package dev.stackyn.deployments.engine;

import java.util.Objects;
import java.util.Optional;

/**
 * What a repository's host says about a branch, tag or commit.
 *
 * @param kind what the name turned out to be
 * @param name the branch's or tag's short name, or the commit's id
 * @param sha what it points at: of an annotated tag the tag, else the commit
 * @param defaultBranch the branch that the host shows first, where it tells
 */
public record SourceTip(Kind kind, String name, String sha, Optional<String> defaultBranch) {
  public enum Kind {
    BRANCH,
    TAG,
    COMMIT
  }

  public SourceTip {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(sha, "sha");
    Objects.requireNonNull(defaultBranch, "defaultBranch");
  }
}
