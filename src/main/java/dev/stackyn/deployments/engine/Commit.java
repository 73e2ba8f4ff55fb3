package dev.stackyn.deployments.engine;

import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

/** Exactly which source was taken. */
public record Commit(String sha, String author, String message, Instant at) {
  private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}");

  public Commit {
    if (!SHA.matcher(sha).matches()) {
      throw new IllegalArgumentException("not a commit id: " + sha);
    }
    Objects.requireNonNull(author, "author");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(at, "at");
  }

  public String shortSha() {
    return sha.substring(0, 7);
  }
}
