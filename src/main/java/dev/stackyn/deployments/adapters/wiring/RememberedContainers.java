package dev.stackyn.deployments.adapters.wiring;

import dev.stackyn.deployments.domain.LastWords;
import dev.stackyn.deployments.engine.ports.ContainerId;
import dev.stackyn.deployments.engine.ports.ContainerSpec;
import dev.stackyn.deployments.engine.ports.ContainerView;
import dev.stackyn.deployments.engine.ports.Containers;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.Stop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Containers whose last words are kept when they go. */
record RememberedContainers(Containers real, LastWords words) implements Containers {
  private static final int LINES = 500;

  @Override
  public Groundwork groundwork(AppId app) {
    return real.groundwork(app);
  }

  @Override
  public ContainerView start(ContainerSpec spec) {
    return real.start(spec);
  }

  @Override
  public int run(ContainerSpec spec, Consumer<String> log, Stop stop) {
    return real.run(spec, log, stop);
  }

  @Override
  public Optional<ContainerView> look(ContainerId container) {
    return real.look(container);
  }

  @Override
  public List<ContainerView> list(AppId app) {
    return real.list(app);
  }

  @Override
  public List<String> tail(ContainerId container, int lines) {
    return real.tail(container, lines);
  }

  @Override
  public Set<Listening> listening(ContainerId container) {
    return real.listening(container);
  }

  @Override
  public void rest(ContainerId container, Duration grace) {
    real.rest(container, grace);
  }

  @Override
  public void remove(ContainerId container, Duration grace) {
    look(container)
        .filter(one -> one.purpose() == ContainerSpec.Purpose.SERVE)
        .ifPresent(one -> words.keep(one.deployment(), tail(container, LINES)));
    real.remove(container, grace);
  }

  @Override
  public void forget(AppId app, boolean volumesToo) {
    real.forget(app, volumesToo);
  }
}
