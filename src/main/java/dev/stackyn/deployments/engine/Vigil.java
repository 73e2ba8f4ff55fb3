package dev.stackyn.deployments.engine;

import dev.stackyn.deployments.engine.ports.Backend;
import dev.stackyn.deployments.engine.ports.BuiltImage;
import dev.stackyn.deployments.engine.ports.ContainerId;
import dev.stackyn.deployments.engine.ports.ContainerView;
import dev.stackyn.deployments.engine.ports.ContainerView.State;
import dev.stackyn.deployments.engine.ports.Turnover;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Looks again and again whether a version that has taken over does as well as the one before. Not
 * for several threads.
 */
public final class Vigil {
  /** One answer that does not come may be anything; three in a row, over seconds, are not. */
  private static final int SILENCES = 3;

  private static final Duration BETWEEN_KNOCKS = Duration.ofSeconds(1);

  private final World world;
  private final Ward ward;
  private final Tolerance tolerance;
  private int restarts;
  private int silent;
  private boolean seen;
  private Duration knocked;

  /** What is watched. */
  public record Ward(
      DeploySpec spec, ContainerId container, Backend backend, Optional<BuiltImage> image) {
    private DeploySpec.Health health() {
      return image
          .map(made -> new Orders(made.deployment(), spec).health(made))
          .orElse(spec.run().health());
    }
  }

  /**
   * What a version may do worse than the one before.
   *
   * @param margin by how much the share of its requests that end in a 5xx may be larger
   * @param requests with fewer, nothing is said
   */
  public record Tolerance(double margin, int requests) {
    public Tolerance {
      if (margin < 0 || margin > 1 || requests < 1) {
        throw new IllegalArgumentException("a share lies between 0 and 1, and is one of something");
      }
    }
  }

  public Vigil(World world, Ward ward, Tolerance tolerance) {
    this.world = world;
    this.ward = ward;
    this.tolerance = tolerance;
    this.knocked = world.pause().elapsed();
  }

  /**
   * Why the version must not stay, in words for the app's owner; nothing while it does well. Blocks
   * for a few seconds at most, when the app does.
   */
  public Optional<String> look() {
    Optional<ContainerView> container = world.containers().look(ward.container());
    return container
        .map(this::ended)
        .orElse(Optional.of("The app's container was removed."))
        .or(this::silent)
        .or(this::worse);
  }

  private Optional<String> ended(ContainerView container) {
    return switch (container.state()) {
      case State.Ended(int exit, boolean outOfMemory, _) -> Optional.of(crash(exit, outOfMemory));
      case State.Restarting(int exit, boolean outOfMemory) -> Optional.of(crash(exit, outOfMemory));
      case State.Created() -> Optional.empty();
      case State.Running(_, Optional<Boolean> healthy) ->
          healthy.orElse(true)
              ? startedAgain(container)
              : Optional.of("The image's HEALTHCHECK fails.");
    };
  }

  private static String crash(int exit, boolean outOfMemory) {
    return outOfMemory
        ? "The app needed more memory than it may use."
        : "The app ended with %s.".formatted(new ExitCode(exit));
  }

  /** So quickly that nobody has seen it down. */
  private Optional<String> startedAgain(ContainerView container) {
    boolean again = seen && container.restarts() > restarts;
    restarts = container.restarts();
    seen = true;
    return again ? Optional.of("The app ended, and was started again.") : Optional.empty();
  }

  private Optional<String> silent() {
    Duration now = world.pause().elapsed();
    if (now.minus(knocked).compareTo(BETWEEN_KNOCKS) < 0) {
      return Optional.empty();
    }
    List<String> hosts = ward.spec().run().surroundings().hosts();
    Optional<String> instead = world.routes().knock(ward.backend(), ward.health().question(hosts));
    knocked = world.pause().elapsed();
    silent = instead.isEmpty() ? 0 : silent + 1;
    return instead
        .filter(_ -> silent >= SILENCES)
        .map("The app does not answer as it should any more: %s."::formatted);
  }

  private Optional<String> worse() {
    Turnover turnover =
        world.routes().turnover(ward.spec().app(), ward.backend()).orElse(Turnover.NONE);
    Turnover.Share fresh = turnover.fresh();
    Turnover.Share before = turnover.before();
    boolean telling = fresh.requests() >= tolerance.requests() && before.requests() > 0;
    return telling && fresh.ratio() > before.ratio() + tolerance.margin()
        ? Optional.of(
            "%d of %d requests got a 5xx, and %d of %d of the version before."
                .formatted(fresh.bad(), fresh.requests(), before.bad(), before.requests()))
        : Optional.empty();
  }
}
