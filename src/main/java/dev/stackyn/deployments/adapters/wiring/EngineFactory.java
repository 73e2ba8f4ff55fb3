package dev.stackyn.deployments.adapters.wiring;

import dev.stackyn.deployments.domain.LastWords;
import dev.stackyn.deployments.engine.Clearance;
import dev.stackyn.deployments.engine.DeployEngine;
import dev.stackyn.deployments.engine.World;
import dev.stackyn.deployments.engine.ports.Containers;
import dev.stackyn.deployments.engine.ports.Images;
import dev.stackyn.deployments.engine.ports.Pause;
import dev.stackyn.deployments.engine.ports.Planner;
import dev.stackyn.deployments.engine.ports.Routes;
import dev.stackyn.deployments.engine.ports.Sources;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** The engine knows no framework: here it gets what it needs. */
@Factory
final class EngineFactory {
  @Singleton
  World world(
      Sources sources,
      Planner planner,
      Images images,
      Containers containers,
      Routes routes,
      Pause pause,
      LastWords words) {
    return new World(
        sources, planner, images, new RememberedContainers(containers, words), routes, pause);
  }

  @Singleton
  DeployEngine engine(World world) {
    return new DeployEngine(world);
  }

  @Singleton
  Clearance clearance(World world) {
    return new Clearance(world);
  }
}
