package dev.stackyn.deployments.engine;

import dev.stackyn.deployments.engine.ports.Absence;
import dev.stackyn.deployments.engine.ports.Backend;
import dev.stackyn.deployments.engine.ports.BuildLimits;
import dev.stackyn.deployments.engine.ports.BuildRequest;
import dev.stackyn.deployments.engine.ports.BuildTurns;
import dev.stackyn.deployments.engine.ports.BuiltImage;
import dev.stackyn.deployments.engine.ports.Checkout;
import dev.stackyn.deployments.engine.ports.ContainerId;
import dev.stackyn.deployments.engine.ports.ContainerSpec;
import dev.stackyn.deployments.engine.ports.ContainerSpec.Purpose;
import dev.stackyn.deployments.engine.ports.ContainerView;
import dev.stackyn.deployments.engine.ports.ContainerView.State;
import dev.stackyn.deployments.engine.ports.Containers;
import dev.stackyn.deployments.engine.ports.Containers.Listening;
import dev.stackyn.deployments.engine.ports.ImageId;
import dev.stackyn.deployments.engine.ports.Images;
import dev.stackyn.deployments.engine.ports.Journal;
import dev.stackyn.deployments.engine.ports.Pause;
import dev.stackyn.deployments.engine.ports.Planner;
import dev.stackyn.deployments.engine.ports.Question;
import dev.stackyn.deployments.engine.ports.Recipe;
import dev.stackyn.deployments.engine.ports.Routes;
import dev.stackyn.deployments.engine.ports.SourceFiles;
import dev.stackyn.deployments.engine.ports.Sources;
import dev.stackyn.deployments.engine.ports.Turnover;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.Stop;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A world in memory: it remembers what there is and what was done, fails where a test says so, and
 * loses nothing when the engine is made anew, as a real one would when the platform dies.
 */
final class FakeWorld implements Sources, Planner, Routes, Pause {
  static final BuildLimits LIMITS = new BuildLimits(Duration.ofMinutes(1), 2, 3, 4, 5);

  /** Thrown where the platform is to die: nothing after it happens, undoing included. */
  static final class Killed extends Error {
    Killed(String where) {
      super(where);
    }
  }

  final List<String> done = new ArrayList<>();
  final Map<ImageId, BuiltImage> images = new HashMap<>();
  final List<BuildRequest> requests = new ArrayList<>();
  final Map<ContainerId, ContainerView> containers = new HashMap<>();
  final Map<AppId, Backend> routed = new HashMap<>();
  final Set<AppId> awaited = new HashSet<>();
  final Map<String, RuntimeException> failing = new HashMap<>();
  final Set<String> deadly = new HashSet<>();
  final List<Integer> exposed = new ArrayList<>(List.of(3_000));
  Set<Listening> listening = Set.of(new Listening(3_000, false));
  Optional<Integer> answersOn = Optional.of(3_000);
  Optional<Question> lastQuestion = Optional.empty();
  Optional<State> stateAfterStart = Optional.empty();
  Hints hints = Hints.NONE;
  int preparation;
  String says = "";
  Duration preparationTakes = Duration.ZERO;
  Runnable duringPreparation = () -> {};
  int restarts;
  final List<BuildTurns.Waiting> waits = new ArrayList<>();
  Runnable whileWaiting = () -> {};
  Runnable whileResting = () -> {};
  String head = "a".repeat(40);
  Optional<ImageId> noted = Optional.empty();
  Optional<Kept> kept = Optional.empty();
  Optional<Turnover> turnover = Optional.of(Turnover.NONE);
  final Set<String> busy = new HashSet<>();
  private final Map<Recipe, ImageId> recipes = new HashMap<>();
  private final Path folder;
  private Duration elapsed = Duration.ZERO;
  private final List<PendingAlarm> alarms = new ArrayList<>();

  private record PendingAlarm(Duration at, Runnable action) {}

  FakeWorld(Path folder) {
    this.folder = folder;
  }

  World world() {
    return new World(this, this, new FakeImages(), new FakeContainers(), this, this);
  }

  private void does(String what) {
    done.add(what);
    if (deadly.contains(what)) {
      throw new Killed(what);
    }
    RuntimeException failure = failing.get(what);
    if (failure != null) {
      throw failure;
    }
  }

  private void say(Consumer<String> log) {
    if (!says.isEmpty()) {
      log.accept(says);
    }
  }

  // ---- sources

  @Override
  public SourceTip look(Repository repository, Optional<GitRef> ref, Stop stop) {
    return tip();
  }

  @Override
  public Checkout checkOut(
      Repository repository, Optional<GitRef> ref, Consumer<String> log, Stop stop) {
    does("fetch");
    say(log);
    return new Checkout() {
      @Override
      public Path folder() {
        return folder;
      }

      @Override
      public Commit commit() {
        return new Commit(head, "Ada", "First\n\nMore", Instant.EPOCH);
      }

      @Override
      public SourceTip tip() {
        return FakeWorld.this.tip();
      }

      @Override
      public void close() {
        done.add("close checkout");
      }
    };
  }

  @Override
  public void forget(Repository repository) {}

  @Override
  public long collect(boolean really) {
    return 0;
  }

  // ---- plans

  @Override
  public Plan plan(SourceFiles files, Wishes wishes) {
    if (!files.paths().contains("Dockerfile")) {
      throw new DeployFailure(DeployCode.DOCKERFILE_MISSING, "Nothing to build.");
    }
    return new Plan(
        "Its own Dockerfile",
        wishes.context(),
        new Instructions.Own(Path.of("Dockerfile")),
        hints,
        List.of(),
        List.of());
  }

  private SourceTip tip() {
    return new SourceTip(SourceTip.Kind.BRANCH, "main", head, Optional.of("main"));
  }

  BuiltImage image(DeploymentId deployment) {
    return new BuiltImage(
        new ImageId("sha256:" + hex(deployment.value())),
        List.of("stackyn/shop:" + deployment),
        deployment,
        5_000_000,
        Instant.EPOCH,
        new BuiltImage.ImageConfig(
            exposed, "", true, Set.of(), Optional.empty(), Optional.empty(), hints));
  }

  /** The container has been started again, and stays. */
  void runs(DeploymentId deployment) {
    is(deployment, new State.Running(Instant.EPOCH, Optional.empty()), 1);
  }

  /** The container is like that from now on. */
  void is(DeploymentId deployment, State state) {
    is(deployment, state, 0);
  }

  private void is(DeploymentId deployment, State state, int starts) {
    containers.computeIfPresent(
        containerId(deployment),
        (id, was) ->
            new ContainerView(
                id, was.app(), was.deployment(), was.purpose(), state, was.address(), starts));
  }

  static ContainerId containerId(DeploymentId deployment) {
    return new ContainerId(hex(deployment.value()));
  }

  private final class FakeImages implements Images {
    @Override
    public BuiltImage build(BuildRequest request, Consumer<String> log, Stop stop) {
      does("build");
      say(log);
      BuiltImage image = image(request.deployment());
      images.put(image.id(), image);
      recipes.put(request.recipe(), image.id());
      requests.add(request);
      return image;
    }

    @Override
    public Optional<BuiltImage> find(DeploymentId deployment) {
      return images.values().stream().filter(i -> i.deployment().equals(deployment)).findFirst();
    }

    @Override
    public Optional<BuiltImage> inspect(ImageId image) {
      return Optional.ofNullable(images.get(image));
    }

    @Override
    public List<BuiltImage> list(AppId app) {
      return List.copyOf(images.values());
    }

    @Override
    public Optional<BuiltImage> reuse(AppId app, Recipe recipe, String name) {
      does("look for image");
      return Optional.ofNullable(recipes.get(recipe)).flatMap(this::inspect);
    }

    @Override
    public boolean remove(ImageId image) {
      does("remove image");
      return images.remove(image) != null;
    }

    @Override
    public void cancel(DeploymentId deployment) {
      done.add("cancel build");
    }
  }

  private final class FakeContainers implements Containers {
    @Override
    public Groundwork groundwork(AppId app) {
      does("begin groundwork");
      return () -> done.add("end groundwork");
    }

    @Override
    public ContainerView start(ContainerSpec spec) {
      does("start");
      ContainerId id = containerId(spec.deployment());
      State state = stateAfterStart.orElse(new State.Running(Instant.EPOCH, Optional.empty()));
      return containers.computeIfAbsent(
          id,
          made ->
              new ContainerView(
                  made,
                  spec.app(),
                  spec.deployment(),
                  Purpose.SERVE,
                  state,
                  Optional.of("10.0.0." + spec.deployment().value()),
                  restarts));
    }

    @Override
    public int run(ContainerSpec spec, Consumer<String> log, Stop stop) {
      does("prepare");
      duringPreparation.run();
      say(log);
      pass(preparationTakes);
      stop.check();
      return preparation;
    }

    @Override
    public Optional<ContainerView> look(ContainerId container) {
      return Optional.ofNullable(containers.get(container));
    }

    @Override
    public List<ContainerView> list(AppId app) {
      return containers.values().stream()
          .sorted(Comparator.comparingLong((ContainerView c) -> c.deployment().value()).reversed())
          .toList();
    }

    @Override
    public List<String> tail(ContainerId container, int lines) {
      return List.of("last words");
    }

    @Override
    public Set<Listening> listening(ContainerId container) {
      return listening;
    }

    @Override
    public void rest(ContainerId container, Duration grace) {
      ContainerView resting = containers.get(container);
      does("rest container " + (resting == null ? "?" : resting.deployment()));
    }

    @Override
    public void remove(ContainerId container, Duration grace) {
      ContainerView removed = containers.get(container);
      does("remove container " + (removed == null ? "?" : removed.deployment()));
      containers.remove(container);
    }

    @Override
    public void forget(AppId app, boolean volumesToo) {}
  }

  // ---- routes

  @Override
  public Optional<String> knock(Backend backend, Question question) {
    done.add("knock " + backend.port());
    lastQuestion = Optional.of(question);
    return answersOn.filter(port -> port == backend.port()).isPresent()
        ? Optional.empty()
        : Optional.of("the connection is refused");
  }

  @Override
  public void point(AppId app, List<String> hosts, Backend backend) {
    does("switch");
    routed.put(app, backend);
    awaited.remove(app);
  }

  @Override
  public void announce(AppId app, List<String> hosts) {
    does("announce");
    routed.remove(app);
    awaited.add(app);
  }

  @Override
  public Optional<Backend> current(AppId app) {
    return Optional.ofNullable(routed.get(app));
  }

  @Override
  public Optional<Turnover> turnover(AppId app, Backend backend) {
    return turnover;
  }

  @Override
  public boolean drain(String address, Duration most) {
    does("drain");
    return !busy.contains(address);
  }

  @Override
  public void withdraw(AppId app, Absence why) {
    does("withdraw " + why);
    awaited.remove(app);
    routed.remove(app);
  }

  @Override
  public void forget(AppId app) {
    routed.remove(app);
  }

  // ---- time

  @Override
  public void rest(Duration time, Stop stop) {
    stop.check();
    pass(time);
    whileResting.run();
  }

  @Override
  public Alarm after(Duration time, Runnable action) {
    PendingAlarm alarm = new PendingAlarm(elapsed.plus(time), action);
    alarms.add(alarm);
    return () -> alarms.remove(alarm);
  }

  int pendingAlarms() {
    return alarms.size();
  }

  private void pass(Duration time) {
    elapsed = elapsed.plus(time);
    List<PendingAlarm> due =
        alarms.stream().filter(alarm -> alarm.at().compareTo(elapsed) <= 0).toList();
    alarms.removeAll(due);
    due.forEach(alarm -> alarm.action().run());
  }

  @Override
  public Duration elapsed() {
    return elapsed;
  }

  private static String hex(long number) {
    return "%064x".formatted(number);
  }

  /** Takes and gives back the turn; who stands before it is for a test to say. */
  BuildTurns turns() {
    return (told, stop) -> {
      waits.forEach(told);
      whileWaiting.run();
      stop.check();
      does("take turn");
      return new BuildTurns.Turn() {
        @Override
        public BuildLimits limits() {
          return LIMITS;
        }

        @Override
        public void close() {
          done.add("give turn back");
        }
      };
    };
  }

  /** Notes the phases, and dies or is taken over where a test says so. */
  Journal journal() {
    return new Journal() {
      private Optional<ImageId> pending = Optional.empty();

      @Override
      public void enter(Phase phase) {
        does("enter " + phase);
        noted = pending.or(() -> noted);
      }

      @Override
      public void fetched(Commit commit) {
        does("note commit");
      }

      @Override
      public void built(ImageId image) {
        does("note image");
        pending = Optional.of(image);
      }

      @Override
      public void started(ContainerId container) {
        does("note container");
      }

      @Override
      public void keeping(Kept before) {
        does("keep " + before.deployment());
        kept = Optional.of(before);
      }

      @Override
      public void counted(Turnover turnover) {
        does("note counts");
      }

      @Override
      public void wentBack(Kept before, DeployOutcome.Failed why) {
        does("go back to " + before.deployment());
      }
    };
  }
}
