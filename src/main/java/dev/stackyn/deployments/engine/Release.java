package dev.stackyn.deployments.engine;

import dev.stackyn.deployments.engine.ports.BuiltImage;
import java.util.Objects;
import java.util.Optional;

/** What is run: an image, and the commit it was made from where that is known. */
public record Release(BuiltImage image, Optional<Commit> commit) {
  public Release {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(commit, "commit");
  }
}
