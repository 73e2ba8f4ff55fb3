package dev.stackyn.deployments.adapters.docker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stackyn.deployments.adapters.docker.Alarms;
import dev.stackyn.deployments.adapters.docker.EngineAddress;
import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.adapters.docker.Labels;
import dev.stackyn.deployments.domain.Subnet;
import dev.stackyn.deployments.engine.Bounds;
import dev.stackyn.deployments.engine.Capability;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.Privileges;
import dev.stackyn.deployments.engine.Restart;
import dev.stackyn.deployments.engine.ports.ContainerId;
import dev.stackyn.deployments.engine.ports.ContainerSpec;
import dev.stackyn.deployments.engine.ports.ContainerView;
import dev.stackyn.deployments.engine.ports.ContainerView.State;
import dev.stackyn.deployments.engine.ports.Containers.Listening;
import dev.stackyn.deployments.engine.ports.ImageId;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.Stop;
import dev.stackyn.platform.domain.DockerSettings;
import dev.stackyn.testing.BaseImages;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.RealDocker;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Containers of a real engine: how they are kept in, found again, watched, ended and forgotten. */
@Tag("docker")
class DockerContainersIT {
  private static final Subnet POOL = Subnet.parse("10.214.0.0/16").orElseThrow();
  private static final String SLEEP = "trap 'exit 0' TERM; while :; do sleep 0.05; done";
  private static ImageId shell;
  private static ImageId node;

  private final EngineHttp engine = RealDocker.engine();
  private final String instance = "test" + UUID.randomUUID().toString().substring(0, 8);
  private final DockerContainers containers = containers(instance);
  private final List<AppId> apps = new CopyOnWriteArrayList<>();
  private final AppId app = newApp();
  private final List<String> log = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void findImages() {
    shell = Specs.image(BaseImages.shell());
    node = Specs.image(BaseImages.node());
  }

  @AfterEach
  void forgetAll() {
    DockerContainers other = containers(instance + "b");
    apps.forEach(one -> {
      containers.forget(one, true);
      other.forget(one, true);
    });
  }

  /** The wall between containers and the host is of IPv4. */
  @Test
  void itHasNoAddressOfIpv6OutsideOfItself() {
    containers.run(
        Specs.prepare(
            Specs.of(sleeper(1), shell, "sh", "-c", "echo looked; cat /proc/net/if_inet6 || true")),
        log::add,
        new Stop());

    assertThat(log).contains("looked").noneMatch(line -> line.matches("[0-9a-f]{32} .* eth\\d+"));
    JsonNode network = engine.json(EngineRequest.get("/networks/stackyn-" + app));
    assertThat(Json.at(network, "EnableIPv6").orElseThrow().getBooleanValue()).isFalse();
  }

  @Test
  void makesTheNetworkBeforeAContainerNeedsIt() {
    containers.groundwork(app).close();

    assertThat(engine.find(EngineRequest.get("/networks/stackyn-" + app))).isPresent();
    containers.groundwork(app).close();
    assertThat(containers.start(sleeper(1)).address()).isPresent();
  }

  @Test
  void startsItKeptInOnAllSides() {
    ContainerView view = containers.start(sleeper(1));
    JsonNode made = inspect(view);
    JsonNode host = Json.at(made, "HostConfig").orElseThrow();
    assertThat(Json.texts(host, "SecurityOpt")).containsExactly("no-new-privileges");
    assertThat(Json.texts(host, "CapDrop")).containsExactly("ALL");
    assertThat(Json.texts(host, "CapAdd")).hasSize(7).doesNotContain("NET_RAW", "MKNOD");
    assertThat(Json.number(host, "Memory")).isEqualTo(64 * Specs.MEGABYTE);
    assertThat(Json.number(host, "MemorySwap")).isEqualTo(64 * Specs.MEGABYTE);
    assertThat(Json.number(host, "NanoCpus")).isEqualTo(500_000_000);
    assertThat(Json.number(host, "PidsLimit")).isEqualTo(64);
    assertThat(Json.at(host, "Init").orElseThrow().getBooleanValue()).isTrue();
    assertThat(Json.at(host, "Privileged").orElseThrow().getBooleanValue()).isFalse();
    assertThat(Json.list(host, "Ulimits")).hasSize(1);
    assertThat(Json.names(host, "PortBindings")).isEmpty();
    assertThat(Json.texts(host, "Binds")).isEmpty();
    assertThat(Json.text(host, "PidMode")).isEmpty();
    assertThat(Json.text(host, "IpcMode")).hasValue("private");
    assertThat(Json.text(host, "LogConfig", "Type")).hasValue("json-file");
    assertThat(Json.text(host, "LogConfig", "Config", "max-size")).hasValue("10m");
    assertThat(Json.text(host, "LogConfig", "Config", "max-file")).hasValue("3");
    assertThat(Json.text(host, "RestartPolicy", "Name")).hasValue("no");
    assertThat(Json.text(made, "Name")).hasValue("/it-1");
    assertThat(Json.names(made, "Config", "Labels"))
        .contains(Labels.APP, Labels.DEPLOYMENT, Labels.PURPOSE, Labels.INSTANCE);
  }

  @Test
  void whatItIsDeniedDoesNotWork() {
    assertThat(
            run(
                """
                while read -r key value; do
                  case $key in CapBnd:|NoNewPrivs:|Seccomp:) echo $key $value;; esac
                done < /proc/self/status
                read -r name < /proc/1/comm; echo $name
                ulimit -n
                """))
        .isZero();
    // Bits 0, 1, 3, 5, 6, 7 and 10: the seven capabilities, and no other.
    assertThat(log)
        .containsExactly(
            "CapBnd: 00000000000004eb", "NoNewPrivs: 1", "Seccomp: 2", "docker-init", "16384");
  }

  @Test
  void whatAnAdministratorAllowsWorks() {
    Privileges some =
        new Privileges(Set.of(Capability.NET_RAW, Capability.SYS_CHROOT), true, true, 16, 60);
    assertThat(
            containers.run(
                Specs.with(
                    command(
                        """
                        while read -r key value; do
                          case $key in CapBnd:|NoNewPrivs:|Seccomp:) echo $key $value;; esac
                        done < /proc/self/status
                        read -r name < /proc/1/comm; echo $name
                        """),
                    some),
                log::add,
                new Stop()))
        .isZero();
    // Bits 13 and 18 beside the usual seven.
    assertThat(log)
        .containsExactly("CapBnd: 00000000000424eb", "NoNewPrivs: 0", "Seccomp: 2", "sh");
    JsonNode made = inspect(containers.start(Specs.with(sleeper(2), some)));
    JsonNode host = Json.at(made, "HostConfig").orElseThrow();
    assertThat(Json.number(host, "MemorySwap")).isEqualTo(80 * Specs.MEGABYTE);
    assertThat(Json.text(host, "LogConfig", "Config", "max-size")).hasValue("20m");
    assertThat(Json.at(host, "Privileged").orElseThrow().getBooleanValue()).isFalse();
  }

  @Test
  void tellsHowItIs() {
    ContainerView view = containers.start(sleeper(1));
    assertThat(view.state()).isInstanceOf(State.Running.class);
    assertThat(view.address().orElseThrow()).startsWith("10.214.");
    assertThat(view.restarts()).isZero();
    assertThat(containers.look(view.id())).contains(view);
    ContainerView newer = containers.start(sleeper(2));
    assertThat(containers.list(app)).containsExactly(newer, view);
    assertThat(containers.look(new ContainerId("a".repeat(64)))).isEmpty();
  }

  @Test
  void takesWhatAnEarlierAttemptHasMade() {
    ContainerView first = containers.start(sleeper(1));
    assertThat(containers.start(sleeper(1))).isEqualTo(first);
    tell("/containers/" + first.id() + "/kill");
    Eventually.that("ended", () -> state(first) instanceof State.Ended);
    ContainerView again = containers.start(sleeper(1));
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.state()).isInstanceOf(State.Running.class);
    tell("/containers/" + first.id() + "/pause");
    assertThat(containers.start(sleeper(1)).id()).isEqualTo(first.id());
    assertThat(inspectText(first, "State", "Status")).isEqualTo("running");
  }

  @Test
  void startsWhatWasOnlyCreated() {
    ContainerSpec broken = Specs.of(sleeper(1), shell, "sh", "-c", SLEEP);
    ContainerView made = containers.start(broken);
    containers.remove(made.id(), Duration.ZERO);
    ContainerOrder order =
        new ContainerOrder(
            broken, new DockerContainers.Setup(instance, POOL, true), "stackyn-" + app, 2);
    JsonNode answer =
        engine.json(
            EngineRequest.post("/containers/create")
                .with("name", "it-1")
                .body("application/json", out -> out.write(engine.bytes(order.json()))));
    ContainerView started = containers.start(broken);
    assertThat(started.id().value()).isEqualTo(Json.text(answer, "Id").orElseThrow());
    assertThat(started.state()).isInstanceOf(State.Running.class);
  }

  @Test
  void twoProcessesThatStartTheSameAtOnceMakeOne() throws Exception {
    List<Callable<ContainerView>> starts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      DockerContainers other = containers(instance);
      starts.add(() -> other.start(sleeper(1)));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(starts.size())) {
      List<ContainerId> ids = new ArrayList<>();
      for (Future<ContainerView> start : threads.invokeAll(starts)) {
        ids.add(start.get().id());
      }
      assertThat(ids).containsOnly(ids.getFirst());
    }
    assertThat(containers.list(app)).hasSize(1);
    assertThat(networks()).hasSize(1);
  }

  @Test
  void aNameThatSomebodyElseHasIsNoObstacle() {
    AppId theirs = newApp();
    DockerContainers other = containers(instance + "b");
    ContainerView foreign = other.start(Specs.of(spec(theirs, 1), shell, "sh", "-c", SLEEP));
    ContainerView ours = containers.start(sleeper(1));
    assertThat(ours.id()).isNotEqualTo(foreign.id());
    assertThat(inspectText(ours, "Name")).isEqualTo("/it-1-" + instance);
  }

  @Test
  void anotherPlatformSeesNothingOfIt() {
    ContainerView view = containers.start(sleeper(1));
    DockerContainers other = containers(instance + "b");
    assertThat(other.look(view.id())).isEmpty();
    assertThat(other.list(app)).isEmpty();
    assertThat(other.tail(view.id(), 10)).isEmpty();
    assertThat(other.listening(view.id())).isEmpty();
    other.remove(view.id(), Duration.ZERO);
    other.forget(app, true);
    assertThat(containers.look(view.id())).contains(view);
  }

  @Test
  void eachAppHasASmallNetworkOfItsOwn() {
    ContainerView mine = containers.start(server(1, "0.0.0.0", 3000));
    AppId otherApp = newApp();
    ContainerView theirs = containers.start(Specs.of(spec(otherApp, 2), shell, "sh", "-c", SLEEP));
    Eventually.that("listens", () -> !containers.listening(mine.id()).isEmpty());
    assertThat(theirs.address()).isNotEqualTo(mine.address());
    JsonNode network = engine.json(EngineRequest.get("/networks/stackyn-" + app));
    assertThat(Json.text(Json.list(network, "IPAM", "Config").getFirst(), "Subnet").orElseThrow())
        .startsWith("10.214.")
        .endsWith("/28");
    assertThat(Json.text(network, "Options", "com.docker.network.bridge.name").orElseThrow())
        .matches("st-[0-9a-f]{12}");
    String address = mine.address().orElseThrow();
    assertThat(containers.run(knock(app, 3, address, 3000), log::add, new Stop())).isZero();
    assertThat(containers.run(knock(otherApp, 4, address, 3000), log::add, new Stop()))
        .isEqualTo(1);
  }

  @Test
  void seesWhereItListens() {
    ContainerView open = containers.start(server(1, "0.0.0.0", 3000));
    ContainerView both = containers.start(server(2, "::", 3001));
    ContainerView hidden = containers.start(server(3, "127.0.0.1", 3002));
    DockerContainers remote =
        new DockerContainers(engine, new DockerContainers.Setup(instance, POOL, false));
    for (DockerContainers from : List.of(containers, remote)) {
      Eventually.that("0.0.0.0", () -> from.listening(open.id()).contains(listens(3000, false)));
      Eventually.that("::", () -> from.listening(both.id()).contains(listens(3001, false)));
      Eventually.that("127", () -> from.listening(hidden.id()).contains(listens(3002, true)));
      assertThat(from.listening(open.id())).hasSize(1);
    }
  }

  @Test
  void noticesThatItTookTooMuchMemory() {
    ContainerSpec greedy =
        Specs.of(spec(app, 1), node, "node", "-e", "let a=[];for(;;)a.push(Buffer.alloc(1e6,1))");
    ContainerView view = containers.start(greedy);
    Eventually.that("ended", () -> state(view) instanceof State.Ended);
    assertThat(state(view))
        .isInstanceOfSatisfying(State.Ended.class, end -> assertThat(end.outOfMemory()).isTrue());
    assertThat(failure(Specs.prepare(greedy)).code()).isEqualTo(DeployCode.MEMORY_LIMIT_EXCEEDED);
  }

  @Test
  void theEngineStartsAgainWhatCrashes() {
    ContainerSpec crashing = Specs.of(spec(app, 1), shell, "sh", "-c", "echo boom; exit 3");
    ContainerView always = containers.start(Specs.with(crashing, Specs.BOUNDS, Restart.ON_FAILURE));
    Eventually.that("restarts", () -> containers.look(always.id()).orElseThrow().restarts() > 1);
    Eventually.that("waits", () -> state(always).equals(new State.Restarting(3, false)));
    assertThat(containers.tail(always.id(), 2)).containsExactly("boom", "boom");
  }

  @Test
  void letsItEndInPeaceAndKillsItOtherwise() {
    ContainerView peaceful =
        containers.start(
            Specs.withVolume(
                Specs.of(
                    spec(app, 1),
                    shell,
                    "sh",
                    "-c",
                    "trap 'echo bye > /data/end; exit 0' TERM; echo up;"
                        + " while :; do sleep 0.05; done"),
                "data",
                "/data"));
    Eventually.that("up", () -> containers.tail(peaceful.id(), 1).contains("up"));
    containers.remove(peaceful.id(), Duration.ofSeconds(30));
    assertThat(containers.look(peaceful.id())).isEmpty();
    ContainerView deaf =
        containers.start(
            Specs.of(
                spec(app, 2), shell, "sh", "-c", "trap '' TERM; while :; do sleep 0.05; done"));
    containers.remove(deaf.id(), Duration.ofMillis(300));
    assertThat(containers.list(app)).isEmpty();
    containers.remove(deaf.id(), Duration.ofSeconds(1));
    assertThat(
            containers.run(
                Specs.prepare(
                    Specs.withVolume(
                        Specs.of(spec(app, 3), shell, "cat", "/data/end"), "data", "/data")),
                log::add,
                new Stop()))
        .isZero();
    assertThat(log).containsExactly("bye");
  }

  @Test
  void runsACommandToItsEnd() {
    assertThat(run("echo one; echo two >&2; printf three; exit 7")).isEqualTo(7);
    assertThat(log).containsExactlyInAnyOrder("one", "two", "three");
    assertThat(containers.list(app)).isEmpty();
  }

  @Test
  void tellsWhatACommandPrintsWhileItRuns() throws Exception {
    Stop stop = new Stop();
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<Integer> end =
          thread.submit(() -> containers.run(command("echo first; " + SLEEP), log::add, stop));
      Eventually.that("first", () -> log.contains("first"));
      assertThat(containers.list(app)).hasSize(1);
      stop.ask("enough");
      assertThatThrownBy(end::get).hasCauseInstanceOf(Stop.Stopped.class);
    }
    assertThat(containers.list(app)).isEmpty();
  }

  @Test
  void aCommandThatPrintsWithoutEndIsCutOff() {
    assertThat(run("i=0; while [ $i -lt 30000 ]; do i=$((i+1)); echo " + "x".repeat(80) + "; done"))
        .isZero();
    assertThat(log).hasSizeBetween(12_000, 14_000);
    assertThat(log.getLast()).startsWith("[what it prints");
  }

  @Test
  void aCommandThatSucceededIsNotRunAgain() {
    ContainerSpec once = command("echo done once");
    containers.start(once);
    Eventually.that("ended", () -> containers.list(app).getFirst().state() instanceof State.Ended);
    ContainerId first = containers.list(app).getFirst().id();
    assertThat(containers.run(once, log::add, new Stop())).isZero();
    assertThat(log).containsExactly("done once");
    assertThat(containers.look(first)).isEmpty();
  }

  @Test
  void volumesOutliveContainersAndGoWithTheAppOnlyIfToldTo() {
    ContainerSpec writes = Specs.withVolume(command("echo kept > /data/file"), "data", "/data");
    ContainerSpec reads = Specs.withVolume(command("cat /data/file"), "data", "/data");
    assertThat(containers.run(writes, log::add, new Stop())).isZero();
    containers.forget(app, false);
    assertThat(containers.run(reads, log::add, new Stop())).isZero();
    assertThat(log).containsExactly("kept");
    containers.forget(app, true);
    assertThat(containers.run(reads, log::add, new Stop())).isNotZero();
  }

  @Test
  void forgetsAllOfAnApp() {
    containers.start(Specs.withVolume(sleeper(1), "data", "/data"));
    containers.start(sleeper(2));
    containers.forget(app, true);
    assertThat(containers.list(app)).isEmpty();
    assertThat(networks()).isEmpty();
    assertThat(engine.find(EngineRequest.get("/volumes/stackyn-" + app + "-data"))).isEmpty();
    containers.forget(app, true);
  }

  @Test
  void aNetworkThatSomebodyRemovedIsMadeAnew() {
    ContainerView view = containers.start(sleeper(1));
    tell("/containers/" + view.id() + "/stop?t=0");
    engine.tell(EngineRequest.delete("/networks/stackyn-" + app));
    assertThat(containers.start(sleeper(1)).state()).isInstanceOf(State.Running.class);
  }

  @Test
  void saysWhatItCannotStart() {
    ContainerSpec gone = spec(app, 1);
    assertThat(failure(gone).code()).isEqualTo(DeployCode.RELEASE_GONE);
    ContainerSpec nothing = Specs.of(spec(app, 2), shell);
    assertThat(failure(nothing).text()).contains("no command to start");
  }

  @Test
  void asksForNoMoreProcessorsThanThereAre() {
    ContainerView view =
        containers.start(
            Specs.with(
                sleeper(1),
                new Bounds(64 * Specs.MEGABYTE, 1_000, 64, Duration.ofSeconds(1)),
                Restart.ALWAYS));
    assertThat(Json.number(inspect(view), "HostConfig", "NanoCpus"))
        .isEqualTo(1_000_000_000 * Json.number(engine.json(EngineRequest.get("/info")), "NCPU"));
    assertThat(inspectText(view, "HostConfig", "RestartPolicy", "Name"))
        .isEqualTo("unless-stopped");
  }

  @Test
  void saysThatTheEngineIsAway() {
    URI nowhere = Path.of("/nonexistent/docker.sock").toUri();
    try (Alarms alarms = new Alarms()) {
      EngineHttp away =
          new EngineHttp(
              new EngineAddress(
                  new DockerSettings(URI.create("unix://" + nowhere.getPath()), Optional.empty())),
              alarms,
              JsonMapper.createDefault());
      DockerContainers lost =
          new DockerContainers(away, new DockerContainers.Setup(instance, POOL, true));
      assertThat(catchThrowableOfType(DeployFailure.class, () -> lost.start(sleeper(1))).code())
          .isEqualTo(DeployCode.ENGINE_UNAVAILABLE);
    }
  }

  private DockerContainers containers(String of) {
    return new DockerContainers(engine, new DockerContainers.Setup(of, POOL, true));
  }

  private AppId newApp() {
    AppId made = new AppId(UUID.randomUUID());
    apps.add(made);
    return made;
  }

  private static ContainerSpec spec(AppId app, long deployment) {
    return Specs.serve(app, deployment, "it");
  }

  private ContainerSpec sleeper(long deployment) {
    return Specs.of(spec(app, deployment), shell, "sh", "-c", SLEEP);
  }

  private ContainerSpec server(long deployment, String address, int port) {
    return Specs.node(
        spec(app, deployment),
        node,
        "require('net').createServer(s=>s.end()).listen(%d,'%s')".formatted(port, address));
  }

  private static ContainerSpec knock(AppId app, long deployment, String address, int port) {
    return Specs.knock(spec(app, deployment), node, address, port);
  }

  private ContainerSpec command(String script) {
    return Specs.prepare(Specs.of(spec(app, 9), shell, "sh", "-c", script));
  }

  private int run(String script) {
    return containers.run(command(script), log::add, new Stop());
  }

  private DeployFailure failure(ContainerSpec spec) {
    return catchThrowableOfType(
        DeployFailure.class, () -> containers.run(spec, log::add, new Stop()));
  }

  private static Listening listens(int port, boolean loopbackOnly) {
    return new Listening(port, loopbackOnly);
  }

  private State state(ContainerView view) {
    return containers.look(view.id()).orElseThrow().state();
  }

  private JsonNode inspect(ContainerView view) {
    return engine.json(EngineRequest.get("/containers/" + view.id() + "/json"));
  }

  private String inspectText(ContainerView view, String... path) {
    return Json.text(inspect(view), path).orElse("");
  }

  private void tell(String path) {
    engine.tell(EngineRequest.post(path));
  }

  private List<JsonNode> networks() {
    byte[] filter = Labels.filter(engine, Labels.APP + "=" + app);
    return Json.list(
        engine.json(
            EngineRequest.get("/networks")
                .with("filters", new String(filter, StandardCharsets.UTF_8))));
  }
}
