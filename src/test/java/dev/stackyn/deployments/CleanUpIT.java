package dev.stackyn.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.domain.BuildSettings;
import dev.stackyn.deployments.domain.CleanUp;
import dev.stackyn.deployments.domain.CleanUp.Report;
import dev.stackyn.deployments.domain.Deployment;
import dev.stackyn.deployments.domain.DeploymentStatus;
import dev.stackyn.deployments.domain.Deployments;
import dev.stackyn.deployments.domain.Trigger;
import dev.stackyn.deployments.engine.World;
import dev.stackyn.deployments.engine.ports.ImageId;
import dev.stackyn.deployments.engine.ports.Sources;
import dev.stackyn.deployments.ports.EngineStock;
import dev.stackyn.deployments.ports.InstanceStore;
import dev.stackyn.deployments.ports.ReferenceStore;
import dev.stackyn.kernel.Requester;
import dev.stackyn.platform.domain.AuditEntry;
import dev.stackyn.platform.domain.AuditLog;
import dev.stackyn.testing.BaseImages;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.GitWebServer;
import dev.stackyn.testing.RealDocker;
import dev.stackyn.testing.TestFolders;
import dev.stackyn.testing.TestPlatform;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What is left over on a real engine that others use too. */
@Tag("docker")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CleanUpIT {
  private static final Requester ME = new Requester(TestApp.OWNER, false);

  private final EngineHttp engine = RealDocker.engine();
  private final List<String> made = new ArrayList<>();
  private Path folder;
  private GitWebServer git;
  private TestPlatform platform;

  @BeforeAll
  void start() throws IOException {
    folder = Files.createTempDirectory("stackyn clean up");
    git = GitWebServer.of(folder);
    platform =
        TestPlatform.start(
                Map.of(
                    "DOCKER_HOST",
                    RealDocker.host().toString(),
                    "STACKYN_GIT_ALLOWED_HOSTS",
                    "127.0.0.0/8",
                    "STACKYN_NETWORKS",
                    "10.218.0.0/16",
                    "STACKYN_WALL",
                    "off"))
            .untilReady();
  }

  @AfterAll
  void stop() throws IOException {
    platform.close();
    git.close();
    TestFolders.delete(folder);
  }

  @AfterEach
  void removeWhatIsThereStill() {
    for (String path : made.reversed()) {
      if (isThere(path)) {
        engine.tell(EngineRequest.delete(path));
      }
    }
    made.clear();
  }

  @Test
  void whatNothingNeedsGoesAndAllElseStays() throws Exception {
    TestApp app = new TestApp(git, folder);
    Deployment deployment = deployments().request(app.order(Trigger.CREATE));
    Eventually.that("it serves", () -> status(deployment) == DeploymentStatus.RUNNING);
    String own = platform.bean(InstanceStore.class).instance();
    List<String> ours = List.of(container(own), image(own), network(own));
    String other = UUID.randomUUID().toString();
    List<String> theirs = List.of(container(other), image(other), network(other));

    assertThat(cleanUp(Duration.ZERO).look().items()).isEmpty();
    Report expected = cleanUp(Duration.ofHours(2)).look();
    assertThat(paths(expected)).containsExactlyInAnyOrderElementsOf(ours);
    assertThat(expected.items()).extracting(CleanUp.Item::why).contains("its app is gone");
    assertThat(ours).allMatch(this::isThere);

    Report done = cleanUp(Duration.ofHours(2)).run(Optional.of("ada"));

    assertThat(paths(done)).containsExactlyInAnyOrderElementsOf(ours);
    assertThat(ours).noneMatch(this::isThere);
    assertThat(theirs).allMatch(this::isThere);
    assertThat(app.ask(platform.platform().routerPort())).endsWith("one hello");
    ImageId image = new ImageId(found(deployment).made().image().orElseThrow());
    assertThat(platform.bean(World.class).images().inspect(image)).isPresent();
    AuditEntry entry = platform.bean(AuditLog.class).newest(1).getFirst();
    assertThat(entry.action().name()).isEqualTo(CleanUp.DONE);
    assertThat(entry.actor()).isEqualTo("ada");
    assertThat(entry.action().detail())
        .containsEntry("containers", "1")
        .containsEntry("images", "1")
        .containsEntry("networks", "1");

    assertThat(cleanUp(Duration.ofHours(2)).run(Optional.empty()).items()).isEmpty();
    deployments().remove(ME, app.id, TestApp.OWNER, true);
    Eventually.that("everything is gone", () -> deployments().ofApp(app.id, 10).isEmpty());
  }

  @Test
  void anImageThatAFailedDeploymentLeftGoes() throws Exception {
    TestApp app = new TestApp(git, folder);
    Deployment deployment = deployments().request(app.order(Trigger.CREATE));
    Eventually.that("it serves", () -> status(deployment) == DeploymentStatus.RUNNING);
    String own = platform.bean(InstanceStore.class).instance();
    String left = image(own, app.id.toString(), "999999");
    Deployment next = deployments().request(app.order(Trigger.REDEPLOY));

    Eventually.that("it serves too", () -> status(next) == DeploymentStatus.RUNNING);
    Eventually.that(
        "the version before is gone",
        () -> platform.bean(World.class).containers().list(app.id).size() == 1);
    Report done = cleanUp(Duration.ofHours(2)).run(Optional.empty());

    assertThat(done.items()).extracting(CleanUp.Item::why).containsExactly("no release needs it");
    assertThat(paths(done)).containsExactly(left);
    assertThat(app.ask(platform.platform().routerPort())).endsWith("one hello");
    deployments().remove(ME, app.id, TestApp.OWNER, true);
    Eventually.that("everything is gone", () -> deployments().ofApp(app.id, 10).isEmpty());
  }

  @Test
  void whatAContainerNeedsStays() throws Exception {
    String own = platform.bean(InstanceStore.class).instance();
    String image = image(own);
    String user = container(UUID.randomUUID().toString(), image.replace("/images/", ""));

    Report done = cleanUp(Duration.ofHours(2)).run(Optional.empty());

    assertThat(done.items()).isEmpty();
    assertThat(List.of(image, user)).allMatch(this::isThere);
  }

  @Test
  void theCacheOfBuildsIsTrimmedToItsBound() {
    EngineStock stock = platform.bean(EngineStock.class);
    long before = stock.cached();

    assertThat(stock.trimCache(before + (1L << 30))).isZero();
    assertThat(stock.cached()).isGreaterThanOrEqualTo(0);
  }

  @Test
  void administratorsAskForItAndNobodyElse() {
    platform.member("mary@example.com").post("/admin/cleanup").expect(403);

    var looked = platform.admin().post("/admin/cleanup", Map.of()).expect(200);
    assertThat(looked.json()).containsEntry("dry_run", true).containsEntry("more", false);
    platform.admin().post("/admin/cleanup", Map.of("dry_run", false)).expect(200);
    assertThat(platform.admin().get("/admin/cleanup").expect(200).body())
        .contains("\"actor\"", "\"containers\"", "\"bytes\"");
  }

  /** As if so much time had passed: what has just been made is nobody's yet. */
  private CleanUp cleanUp(Duration later) {
    return new CleanUp(
        () -> platform.bean(EngineStock.class),
        platform.bean(ReferenceStore.class),
        platform.bean(Sources.class),
        platform.bean(BuildSettings.class),
        platform.bean(AuditLog.class),
        Clock.offset(Clock.systemUTC(), later));
  }

  private static List<String> paths(Report report) {
    return report.items().stream()
        .map(CleanUp.Item::stored)
        .map(stored -> "/%ss/%s".formatted(stored.kind().word(), stored.id()))
        .toList();
  }

  private boolean isThere(String path) {
    String inspected = path.startsWith("/networks") ? path : path + "/json";
    return engine.find(EngineRequest.get(inspected)).isPresent();
  }

  private String image(String instance) throws IOException {
    return image(instance, UUID.randomUUID().toString(), "999998");
  }

  private String image(String instance, String app, String deployment) throws IOException {
    EngineRequest request =
        EngineRequest.post("/images/create")
            .with("fromSrc", "-")
            .with("repo", "stackyn/left-" + app)
            .with("tag", deployment)
            .with("changes", "LABEL stackyn.instance=" + instance)
            .with("changes", "LABEL stackyn.app=" + app)
            .with("changes", "LABEL stackyn.deployment=" + deployment)
            .with("changes", "CMD [\"sleep\"]")
            .body("application/x-tar", out -> writeFile(out, app));
    engine.tell(request);
    String name = "stackyn/left-%s:%s".formatted(app, deployment);
    JsonNode image = engine.json(EngineRequest.get("/images/" + name + "/json"));
    return noted("/images/" + Json.text(image, "Id").orElseThrow());
  }

  private static void writeFile(OutputStream out, String content) throws IOException {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry("file");
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
    tar.finish();
  }

  private String container(String instance) {
    return container(instance, BaseImages.shell());
  }

  private String container(String instance, String image) {
    return created(
        "/containers",
        """
        {"Image": "%s", "Cmd": ["sleep", "60"], "Labels": {"stackyn.instance": "%s",
         "stackyn.app": "%s", "stackyn.deployment": "999999", "stackyn.purpose": "serve"}}
        """
            .formatted(image, instance, UUID.randomUUID()));
  }

  private String network(String instance) {
    UUID app = UUID.randomUUID();
    return created(
        "/networks",
        """
        {"Name": "left-%s", "Driver": "bridge", "Labels": {"stackyn.instance": "%s",
         "stackyn.app": "%s"}}
        """
            .formatted(app, instance, app));
  }

  private String created(String kind, String order) {
    EngineRequest request =
        EngineRequest.post(kind + "/create")
            .body("application/json", out -> out.write(order.getBytes(StandardCharsets.UTF_8)));
    return noted(kind + "/" + Json.text(engine.json(request), "Id").orElseThrow());
  }

  private String noted(String path) {
    made.add(path);
    return path;
  }

  private DeploymentStatus status(Deployment deployment) {
    return found(deployment).status();
  }

  private Deployment found(Deployment deployment) {
    return deployments().find(ME, deployment.id());
  }

  private Deployments deployments() {
    return platform.bean(Deployments.class);
  }
}
