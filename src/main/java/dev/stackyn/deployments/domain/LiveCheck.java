package dev.stackyn.deployments.domain;

import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.DeploySpec.Health;
import dev.stackyn.deployments.engine.Hints;
import dev.stackyn.deployments.engine.World;
import dev.stackyn.deployments.engine.ports.Backend;
import dev.stackyn.deployments.engine.ports.ContainerId;
import dev.stackyn.deployments.engine.ports.ContainerView;
import dev.stackyn.deployments.engine.ports.ContainerView.State;
import dev.stackyn.deployments.engine.ports.ImageId;
import dev.stackyn.deployments.engine.ports.Question;
import dev.stackyn.kernel.AppId;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks whether an app serves right now. It blocks: never to be called within a transaction. */
@Singleton
public class LiveCheck {
  private static final AppCheck NOT_RUNNING =
      new AppCheck(
          Optional.empty(),
          false,
          false,
          false,
          Optional.empty(),
          List.of("The app does not run."));

  private static final AppCheck ASLEEP =
      new AppCheck(
          Optional.empty(),
          false,
          false,
          false,
          Optional.empty(),
          List.of("The app sleeps: its next request has it started."));

  private final Deployments deployments;
  private final Provider<World> world;

  public LiveCheck(Deployments deployments, Provider<World> world) {
    this.deployments = deployments;
    this.world = world;
  }

  public AppCheck check(AppId app) {
    Optional<Deployment> running =
        Optional.ofNullable(deployments.of(List.of(app)).get(app)).flatMap(AppDeployments::running);
    if (running.isEmpty()) {
      return NOT_RUNNING;
    }
    if (running.get().service().asleep()) {
      return ASLEEP;
    }
    try {
      return look(app, running.get(), health(running.get()));
    } catch (DeployFailure e) {
      return new AppCheck(
          running.get().made().container(),
          false,
          false,
          false,
          Optional.empty(),
          List.of(e.text()));
    }
  }

  /** By which it became ready. */
  private Health health(Deployment deployment) {
    Hints repository =
        deployment
            .made()
            .image()
            .flatMap(image -> world.get().images().inspect(new ImageId(image)))
            .map(image -> image.config().hints())
            .orElse(Hints.NONE);
    return deployments.health(deployment.id()).or(repository);
  }

  private AppCheck look(AppId app, Deployment deployment, Health health) {
    List<String> errors = new ArrayList<>();
    Optional<ContainerView> container =
        deployment
            .made()
            .container()
            .flatMap(id -> world.get().containers().look(new ContainerId(id)));
    boolean runs = container.filter(one -> one.state() instanceof State.Running).isPresent();
    Optional<Backend> backend = world.get().routes().current(app);
    boolean routed =
        runs
            && backend.isPresent()
            && container.orElseThrow().address().equals(backend.map(Backend::address));
    if (!runs) {
      errors.add("The app's container does not run.");
    } else if (!routed) {
      errors.add("Requests do not reach the app's container.");
    }
    Question question = health.question(deployment.made().host().stream().toList());
    Optional<String> instead = backend.flatMap(at -> world.get().routes().knock(at, question));
    instead.ifPresent(errors::add);
    return new AppCheck(
        deployment.made().container(),
        runs,
        routed,
        backend.isPresent() && instead.isEmpty(),
        backend.map(Backend::port),
        errors);
  }
}
