package dev.stackyn.deployments.engine;

import java.util.List;
import java.util.Optional;

/**
 * What a repository says about how it is run. It travels with the image, so that an older release
 * is run as it was meant then; what the app's owner has set himself stands above it.
 *
 * @param start instead of the image's own command
 * @param prepare run once before each switch
 */
public record Hints(
    Optional<Integer> port,
    Optional<String> healthPath,
    Optional<List<String>> start,
    Optional<List<String>> prepare) {
  public static final Hints NONE =
      new Hints(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public Hints {
    start = start.map(List::copyOf);
    prepare = prepare.map(List::copyOf);
  }
}
