package dev.stackyn.deployments.engine;

import dev.stackyn.deployments.engine.ports.Absence;
import dev.stackyn.deployments.engine.ports.Backend;
import dev.stackyn.deployments.engine.ports.ContainerView;
import dev.stackyn.kernel.AppId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Takes away what an app has outside: for a while, or for good. Everything can be repeated. */
public final class Clearance {
  private final World world;

  public Clearance(World world) {
    this.world = world;
  }

  /** Its hosts say that it is stopped, its requests are answered, then its containers go. */
  public void stop(AppId app, Duration grace) {
    world.routes().withdraw(app, Absence.STOPPED);
    world
        .containers()
        .list(app)
        .forEach(container -> {
          container.address().ifPresent(address -> world.routes().drain(address, grace));
          world.containers().remove(container.id(), grace);
        });
  }

  /**
   * It takes no memory until its next request has it started again: its containers are kept, and
   * stand still. False when requests came in the last moment: then it goes on as before.
   */
  public boolean rest(DeploySpec spec) {
    AppId app = spec.app();
    Duration grace = spec.run().bounds().stopGrace();
    Optional<Backend> present = world.routes().current(app);
    List<ContainerView> containers = world.containers().list(app);
    world.routes().withdraw(app, Absence.ASLEEP);
    boolean quiet =
        containers.stream()
            .flatMap(container -> container.address().stream())
            .allMatch(address -> world.routes().drain(address, grace));
    if (!quiet && present.isPresent()) {
      world.routes().point(app, spec.run().surroundings().hosts(), present.get());
      return false;
    }
    containers.forEach(container -> world.containers().rest(container.id(), grace));
    return true;
  }

  /** Its hosts say that it could not be started, and what of it runs ends. */
  public void giveUp(DeploySpec spec, DeployCode why) {
    world.routes().withdraw(spec.app(), new Absence.Broken(why));
    world
        .containers()
        .list(spec.app())
        .forEach(container -> world.containers().rest(container.id(), Duration.ZERO));
  }

  /** From the outside in: what people can reach goes first, what only we see goes last. */
  public void remove(AppId app, Collection<Repository> repositories, boolean volumesToo) {
    world.routes().forget(app);
    world.containers().forget(app, volumesToo);
    world.images().list(app).forEach(image -> world.images().remove(image.id()));
    repositories.forEach(world.sources()::forget);
  }
}
