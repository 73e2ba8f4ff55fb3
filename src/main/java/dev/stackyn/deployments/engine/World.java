package dev.stackyn.deployments.engine;

import dev.stackyn.deployments.engine.ports.Containers;
import dev.stackyn.deployments.engine.ports.Images;
import dev.stackyn.deployments.engine.ports.Pause;
import dev.stackyn.deployments.engine.ports.Planner;
import dev.stackyn.deployments.engine.ports.Routes;
import dev.stackyn.deployments.engine.ports.Sources;

/** Everything the engine needs of the world. */
public record World(
    Sources sources,
    Planner planner,
    Images images,
    Containers containers,
    Routes routes,
    Pause pause) {}
