package dev.stackyn.deployments.engine;

import dev.stackyn.kernel.AppId;
import java.time.Duration;
import java.util.Collection;

/** Takes away what an app has outside: for a while, or for good. Everything can be repeated. */
public final class Clearance {
  private final World world;

  public Clearance(World world) {
    this.world = world;
  }

  /** Its hosts say that it is stopped, its requests are answered, then its containers go. */
  public void stop(AppId app, Duration grace) {
    world.routes().withdraw(app);
    world
        .containers()
        .list(app)
        .forEach(container -> {
          container.address().ifPresent(address -> world.routes().drain(address, grace));
          world.containers().remove(container.id(), grace);
        });
  }

  /** From the outside in: what people can reach goes first, what only we see goes last. */
  public void remove(AppId app, Collection<Repository> repositories, boolean volumesToo) {
    world.routes().forget(app);
    world.containers().forget(app, volumesToo);
    world.images().list(app).forEach(image -> world.images().remove(image.id()));
    repositories.forEach(world.sources()::forget);
  }
}
