package dev.stackyn.deployments.engine;

import dev.stackyn.deployments.engine.DeployOutcome.Failed;
import dev.stackyn.deployments.engine.DeployOutcome.Live;
import dev.stackyn.deployments.engine.ports.Absence;
import dev.stackyn.deployments.engine.ports.Backend;
import dev.stackyn.deployments.engine.ports.BuildRequest;
import dev.stackyn.deployments.engine.ports.BuildTurns.Turn;
import dev.stackyn.deployments.engine.ports.BuiltImage;
import dev.stackyn.deployments.engine.ports.Checkout;
import dev.stackyn.deployments.engine.ports.ContainerSpec;
import dev.stackyn.deployments.engine.ports.ContainerSpec.Purpose;
import dev.stackyn.deployments.engine.ports.ContainerView;
import dev.stackyn.deployments.engine.ports.Containers;
import dev.stackyn.deployments.engine.ports.ImageId;
import dev.stackyn.deployments.engine.ports.Journal.TakenOver;
import dev.stackyn.deployments.engine.ports.Pause;
import dev.stackyn.deployments.engine.ports.Recipe;
import dev.stackyn.deployments.engine.secrets.KnownSecrets;
import dev.stackyn.deployments.engine.secrets.Redactor;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.Stop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One deployment under way: the steps, in the order in which they come. */
final class Deploy {
  private final World world;

  private final Assignment assignment;
  private final Stop stop;
  private final Redactor redactor;
  private final Narrator narrator;
  private final Orders orders;
  private final Succession succession;
  private Phase phase = Phase.FETCH;

  Deploy(World world, Assignment assignment, Stop stop) {
    this.world = world;
    this.assignment = assignment;
    this.stop = stop;
    this.redactor = KnownSecrets.of(assignment.spec()).forLogs();
    // Whoever has something to say says it here: nothing else is stored or shown.
    this.narrator = new Narrator(line -> assignment.log().accept(redactor.redact(line)));
    this.orders = new Orders(assignment.id(), assignment.spec());
    this.succession = new Succession(world, assignment, narrator);
  }

  Phase phase() {
    return phase;
  }

  /** Whoever asked for it sees at once that it is being worked on. */
  void noticeBegun() {
    narrator.begun(assignment.id());
  }

  /** What an earlier attempt has switched to: that is not undone any more, only finished. */
  Optional<Live> switchedBefore() {
    if (!assignment.earlier().begun()) {
      return Optional.empty();
    }
    Optional<Backend> current = world.routes().current(assignment.spec().app());
    Optional<ContainerView> serving =
        current.flatMap(backend ->
            own().filter(one -> one.address().equals(Optional.of(backend.address()))).findFirst());
    if (serving.isEmpty()) {
      return Optional.empty();
    }
    retireOthers(serving.get());
    return Optional.of(new Live(serving.get().id(), current.orElseThrow()));
  }

  /** What nobody can reach yet is said to be on its way. */
  void announce() {
    AppId app = assignment.spec().app();
    if (world.routes().current(app).isEmpty()) {
      world.routes().announce(app, assignment.spec().run().surroundings().hosts());
    }
  }

  void noticeDown() {
    narrator.down();
  }

  void noticeWaking() {
    narrator.waking();
  }

  /** What is to be run: an older release, what an earlier attempt has made, or a new image. */
  BuiltImage image() {
    enter(Phase.FETCH);
    Optional<ImageId> release = assignment.earlier().release();
    Optional<BuiltImage> known = release.isPresent() ? inspected(release) : made();
    if (known.isPresent()) {
      narrator.reusing(known.get());
      return known.get();
    }
    if (release.isPresent()) {
      throw releaseGone();
    }
    if (assignment.earlier().begun()) {
      world.images().cancel(assignment.id());
    }
    return fetchAndBuild();
  }

  /** Runs the app's own preparation, which has to succeed. */
  void prepare(BuiltImage image) {
    Optional<List<String>> command = orders.prepare(image);
    if (command.isEmpty()) {
      return;
    }
    enter(Phase.PREPARE);
    narrator.preparing(command.get());
    ExitCode exit = ended(orders.container(image, Purpose.PREPARE, command));
    if (!exit.isSuccess()) {
      throw new DeployFailure(
          DeployCode.RELEASE_COMMAND_FAILED, "The release command ended with %s.".formatted(exit));
    }
    narrator.prepared();
  }

  /** The release command, stopped as if somebody wished so when its time is over. */
  private ExitCode ended(ContainerSpec command) {
    Stop within = new Stop();
    Duration most = orders.preparation();
    try (Stop.Hook _ = stop.whenAsked(() -> within.ask(stop.reason().orElse("stopped")));
        Pause.Alarm _ = world.pause().after(most, () -> within.ask("took too long"))) {
      return new ExitCode(world.containers().run(command, narrator::said, within));
    } catch (Stop.Stopped e) {
      stop.check();
      throw new DeployFailure(
          DeployCode.RELEASE_COMMAND_TIMEOUT,
          "The release command did not end within %d minutes.".formatted(most.toMinutes()));
    }
  }

  ContainerView start(BuiltImage image) {
    enter(Phase.START);
    narrator.starting();
    ContainerView fresh =
        world.containers().start(orders.container(image, Purpose.SERVE, orders.start(image)));
    assignment.journal().started(fresh.id());
    return fresh;
  }

  Backend proveReady(BuiltImage image, ContainerView fresh) {
    enter(Phase.READY);
    List<String> hosts = assignment.spec().run().surroundings().hosts();
    return new Readiness(world, orders.health(image), hosts, narrator)
        .await(fresh, orders.port(image), stop);
  }

  /** The point of no return: from here on, a wish to stop comes too late. */
  void switchTo(Backend backend) {
    stop.check();
    enter(Phase.SWITCH);
    succession.begin(backend);
    narrator.switched(assignment.spec().run().surroundings().hosts());
  }

  /**
   * All but the one that may have to serve again. What cannot be removed now is left to the
   * clean-up, whatever the reason: the new version serves all the same, and must not be undone.
   */
  void retireOthers(ContainerView fresh) {
    try {
      succession.kept().ifPresent(assignment.journal()::keeping);
      enter(Phase.RETIRE);
      succession.retire(fresh);
    } catch (TakenOver e) {
      throw e;
    } catch (DeployFailure e) {
      narrator.leftBehind(e.text());
    } catch (RuntimeException e) {
      narrator.leftBehind(unexpected(e));
    }
  }

  /** The version before serves again, as soon as it can. Nothing when it is not there any more. */
  Optional<Failed> goBack(String why) {
    phase = Phase.RETIRE;
    if (!succession.goBack()) {
      narrator.nowhereToGoBack(why);
      return Optional.empty();
    }
    Failed failed = failed(new DeployFailure(DeployCode.ROLLED_BACK, why));
    assignment.journal().wentBack(succession.kept().orElseThrow(), failed);
    return Optional.of(undo(failed));
  }

  /** Removes what this deployment has made; what served before has not been touched. */
  <T extends DeployOutcome> T undo(T outcome) {
    switch (outcome) {
      case DeployOutcome.Failed failed -> narrator.failed(failed.code(), failed.message());
      case DeployOutcome.Cancelled cancelled -> narrator.cancelled(cancelled.reason());
      case DeployOutcome.Live _ -> throw new IllegalArgumentException("it is live");
    }
    try {
      if (world.routes().current(assignment.spec().app()).isEmpty()) {
        world.routes().withdraw(assignment.spec().app(), Absence.STOPPED);
      }
      own().forEach(container -> world.containers().remove(container.id(), Duration.ZERO));
      // What was made for another deployment is not among these.
      world.images().find(assignment.id()).ifPresent(made -> world.images().remove(made.id()));
    } catch (DeployFailure e) {
      narrator.undoneLater(e.text());
    } catch (RuntimeException e) {
      narrator.undoneLater(unexpected(e));
    }
    return outcome;
  }

  /** Its text is stored, and shown without the log. */
  Failed failed(DeployFailure e) {
    return new Failed(phase, e.code(), redactor.redact(e.text()));
  }

  Failed surprised(RuntimeException e) {
    return new Failed(
        phase, DeployCode.INTERNAL_PLATFORM_ERROR, unexpected(e) + " It will be tried again.");
  }

  /** Its message may hold what is not for users. */
  private static String unexpected(RuntimeException e) {
    return "Stackyn did not expect this (%s).".formatted(e.getClass().getSimpleName());
  }

  /** What an earlier attempt has noted; or has built, and had no time left to note. */
  private Optional<BuiltImage> made() {
    return assignment.earlier().begun()
        ? inspected(assignment.earlier().made()).or(() -> world.images().find(assignment.id()))
        : Optional.empty();
  }

  private Optional<BuiltImage> inspected(Optional<ImageId> image) {
    return image.flatMap(id -> world.images().inspect(id));
  }

  private Stream<ContainerView> own() {
    return world.containers().list(assignment.spec().app()).stream()
        .filter(container -> container.deployment().equals(assignment.id()));
  }

  private static DeployFailure releaseGone() {
    return new DeployFailure(
        DeployCode.RELEASE_GONE, "The image of that release is not kept any more: redeploy.");
  }

  private BuiltImage fetchAndBuild() {
    DeploySpec.SourceSpec source = assignment.spec().source();
    narrator.fetching(source.repository().url());
    try (Containers.Groundwork _ = world.containers().groundwork(assignment.spec().app());
        Checkout checkout =
            world.sources().checkOut(source.repository(), source.ref(), narrator::said, stop)) {
      narrator.fetched(checkout.commit(), checkout.tip());
      assignment.journal().fetched(checkout.commit());
      enter(Phase.PLAN);
      Plan plan = world.planner().plan(FolderFiles.of(checkout.folder()), orders.wishes());
      Recipe recipe = orders.recipe(checkout.commit(), plan);
      BuiltImage image = unchanged(recipe).orElseGet(() -> built(checkout, plan, recipe));
      assignment.journal().built(image.id());
      return image;
    }
  }

  /** What was made of the same commit in the same way, unless somebody wants it done again. */
  private Optional<BuiltImage> unchanged(Recipe recipe) {
    if (assignment.spec().build().freshness() == Freshness.ANEW) {
      return Optional.empty();
    }
    Optional<BuiltImage> image =
        world.images().reuse(assignment.spec().app(), recipe, orders.imageName());
    image.ifPresent(narrator::unchanged);
    return image;
  }

  /** The phase begins with the turn: until then, nothing is being built. */
  private BuiltImage built(Checkout checkout, Plan plan, Recipe recipe) {
    try (Turn turn = assignment.turns().await(narrator::waiting, stop)) {
      narrator.planned(plan);
      enter(Phase.BUILD);
      BuildRequest request =
          orders.build(orders.source(checkout, plan), plan.hints(), recipe, turn.limits());
      BuiltImage image = world.images().build(request, narrator::said, stop);
      narrator.built(image);
      return image;
    }
  }

  private void enter(Phase next) {
    phase = next;
    assignment.journal().enter(next);
    if (next.compareTo(Phase.SWITCH) < 0) {
      stop.check();
    }
  }
}
