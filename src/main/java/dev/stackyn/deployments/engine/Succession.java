package dev.stackyn.deployments.engine;

import dev.stackyn.deployments.engine.ports.Backend;
import dev.stackyn.deployments.engine.ports.ContainerView;
import dev.stackyn.deployments.engine.ports.ContainerView.State;
import dev.stackyn.deployments.engine.ports.Question;
import dev.stackyn.deployments.engine.ports.Turnover;
import dev.stackyn.kernel.AppId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One version takes over from another, which is kept while the new one is watched, lets its
 * requests finish and goes, or serves again.
 */
final class Succession {
  private final World world;
  private final Assignment assignment;
  private final Narrator narrator;
  private final AppId app;
  private final Duration grace;
  private Optional<Kept> kept;

  Succession(World world, Assignment assignment, Narrator narrator) {
    this.world = world;
    this.assignment = assignment;
    this.narrator = narrator;
    this.app = assignment.spec().app();
    this.grace = assignment.spec().run().bounds().stopGrace();
    this.kept = assignment.earlier().kept();
  }

  /**
   * Sends all new requests to the backend. Whom they went to until then is known from here on, and
   * not if the platform dies in between: then nobody is kept, and nobody can be gone back to.
   */
  void begin(Backend fresh) {
    Optional<Backend> present = world.routes().current(app).filter(one -> !one.equals(fresh));
    if (assignment.watched() && present.isPresent()) {
      kept =
          others()
              .filter(one -> one.state() instanceof State.Running)
              .filter(one -> one.address().equals(present.map(Backend::address)))
              .findFirst()
              .map(one -> new Kept(one.deployment(), present.get().port()));
    }
    world.routes().point(app, assignment.spec().run().surroundings().hosts(), fresh);
  }

  /** Who stays for now; to be written down before anybody goes. */
  Optional<Kept> kept() {
    return kept;
  }

  /** All go but the new one and the one that is kept. How it went is told when nobody is. */
  void retire(ContainerView fresh) {
    List<ContainerView> others =
        others().filter(container -> !container.id().equals(fresh.id())).toList();
    List<ContainerView> going = others.stream().filter(container -> !isKept(container)).toList();
    if (!going.isEmpty()) {
      narrator.retiring();
      going.forEach(this::retireOne);
      narrator.retired();
    }
    if (kept.isPresent()) {
      narrator.watching(kept.get().deployment());
    } else if (!others.isEmpty()) {
      world
          .routes()
          .current(app)
          .flatMap(backend -> world.routes().turnover(app, backend))
          .ifPresent(this::tell);
    }
  }

  /** Sends all new requests to the one that is kept. False when it does not answer any more. */
  boolean goBack() {
    Optional<Backend> before =
        kept.flatMap(one -> container(one).flatMap(ContainerView::address))
            .map(address -> new Backend(address, kept.orElseThrow().port()))
            .filter(
                backend -> world.routes().knock(backend, Question.WHETHER_IT_LISTENS).isEmpty());
    Optional<Backend> present = world.routes().current(app);
    if (before.isEmpty()) {
      return false;
    }
    Optional<Turnover> turnover =
        present
            .filter(fresh -> !fresh.equals(before.get()))
            .flatMap(fresh -> world.routes().turnover(app, fresh));
    world.routes().point(app, assignment.spec().run().surroundings().hosts(), before.get());
    narrator.wentBack(kept.orElseThrow().deployment());
    turnover.ifPresent(this::tell);
    return true;
  }

  private void tell(Turnover turnover) {
    narrator.counted(turnover);
    assignment.journal().counted(turnover);
  }

  private void retireOne(ContainerView container) {
    container.address().ifPresent(address -> world.routes().drain(address, grace));
    world.containers().remove(container.id(), grace);
  }

  private boolean isKept(ContainerView container) {
    return kept.filter(one -> one.deployment().equals(container.deployment())).isPresent();
  }

  private Optional<ContainerView> container(Kept one) {
    return others()
        .filter(container -> container.deployment().equals(one.deployment()))
        .filter(container -> container.state() instanceof State.Running)
        .findFirst();
  }

  private Stream<ContainerView> others() {
    return world.containers().list(app).stream()
        .filter(container -> !container.deployment().equals(assignment.id()));
  }
}
