package dev.stackyn.deployments.adapters.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.deployments.domain.GitSettings.GitLimits;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.Repository;
import dev.stackyn.deployments.engine.ports.Checkout;
import dev.stackyn.kernel.Stop;
import dev.stackyn.testing.Author;
import dev.stackyn.testing.GitWebServer;
import dev.stackyn.testing.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong with time, size and disks. */
class MirrorsTest {
  @TempDir private Path folder;

  private Author author;
  private GitWebServer server;
  private SourcesRig rig;
  private Repository repository;

  @BeforeEach
  void serve() throws IOException {
    author = Author.in(folder.resolve("served/app"));
    author.write("a", "1").commit("one");
    server = GitWebServer.of(folder.resolve("served"));
    rig = new SourcesRig(folder.resolve("home"));
    repository = SourcesRig.open(server.url("app/.git"));
  }

  @AfterEach
  void stopServing() {
    server.close();
  }

  @Test
  void stopsInTheMiddleOfAPack() throws Exception {
    server.stall();
    Stop stop = new Stop();
    CompletableFuture<Void> work =
        CompletableFuture.runAsync(() -> rig.checkOut(repository, "", stop).close());
    server.awaitStalled();
    stop.ask("cancelled by its owner");

    assertThatThrownBy(work::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(Stop.Stopped.class)
        .hasMessage("cancelled by its owner");
    assertThat(rig.checkouts()).isEmpty();
  }

  @Test
  void stopsWhileANameIsLookedUp() throws Exception {
    CompletableFuture<Void> asked = new CompletableFuture<>();
    CompletableFuture<Void> never = new CompletableFuture<>();
    rig.resolver(_ -> {
      asked.complete(null);
      never.join();
      return List.of();
    });
    Stop stop = new Stop();
    CompletableFuture<Void> work =
        CompletableFuture.runAsync(
            () -> rig.checkOut(SourcesRig.open("https://git.example.com/a.git"), "", stop).close());
    asked.get();
    stop.ask("enough");

    assertThatThrownBy(work::get).hasCauseInstanceOf(Stop.Stopped.class);
    never.complete(null);
  }

  @Test
  void givesUpWhenTheTimeIsOver() {
    server.stall();
    rig.limits(new GitLimits(Duration.ofSeconds(1), 1 << 20, 100, 1 << 20));

    assertThat(rig.code(repository, "")).isEqualTo(DeployCode.FETCH_TIMEOUT);
  }

  @Test
  void refusesTooManyBytesOnTheWireOnDiskAndInOneFile() throws IOException {
    byte[] noise = new byte[300_000];
    new Random(1).nextBytes(noise);
    Files.write(author.folder().resolve("noise"), noise);
    author.write("zeros", "0".repeat(400_000)).commit("large");
    Duration time = Duration.ofMinutes(1);

    rig.limits(new GitLimits(time, 200_000, 100, 1 << 20));
    assertThat(rig.code(repository, "")).isEqualTo(DeployCode.REPO_TOO_LARGE);
    rig.limits(new GitLimits(time, 600_000, 100, 1 << 20));
    assertThat(rig.failure(repository, "")).hasMessageContaining("is larger than");
    rig.limits(new GitLimits(time, 1 << 20, 100, 350_000));
    assertThat(rig.code(repository, "")).isEqualTo(DeployCode.REPO_TOO_LARGE);
    rig.limits(new GitLimits(time, 1 << 20, 2, 1 << 20));
    assertThat(rig.failure(repository, "")).hasMessageContaining("more than the 2 files");
    rig.limits(new GitLimits(time, 1 << 20, 3, 1 << 20));
    rig.checkOut(repository, "").close();
    assertThat(rig.checkouts()).isEmpty();
  }

  @Test
  void mendsAMirrorThatIsBroken() throws IOException {
    author.write("b", "text ".repeat(1000)).commit("two");
    rig.checkOut(repository, "").close();
    Path mirror = rig.mirrors().getFirst();
    for (Path pack : files(mirror, ".pack")) {
      assertThat(pack.toFile().setWritable(true)).isTrue();
      Files.write(pack, new byte[100]);
    }

    try (Checkout checkout = rig.checkOut(repository, "")) {
      assertThat(checkout.folder().resolve("a")).hasContent("1");
    }
  }

  @Test
  void mendsAMirrorWhoseFilesAreGone() throws IOException {
    rig.checkOut(repository, "").close();
    Path mirror = rig.mirrors().getFirst();
    for (Path pack : files(mirror, ".pack")) {
      Files.delete(pack);
    }
    author.write("a", "2").commit("two");
    Files.writeString(mirror.resolve("HEAD"), "nonsense");

    try (Checkout checkout = rig.checkOut(repository, "")) {
      assertThat(checkout.folder().resolve("a")).hasContent("2");
    }
  }

  @Test
  void clearsAwayWhatAKilledFetchLeft() throws IOException {
    rig.checkOut(repository, "").close();
    Path mirror = rig.mirrors().getFirst();
    Path packs = mirror.resolve("objects/pack");
    Files.writeString(packs.resolve("incoming_1.pack"), "half");
    Files.writeString(mirror.resolve("shallow.lock"), "");
    for (Path ref : files(mirror.resolve("refs"), "")) {
      Files.writeString(ref.resolveSibling(ref.getFileName() + ".lock"), "");
    }
    author.write("a", "2").commit("two");

    try (Checkout checkout = rig.checkOut(repository, "")) {
      assertThat(checkout.folder().resolve("a")).hasContent("2");
    }
    assertThat(packs.resolve("incoming_1.pack")).doesNotExist();
  }

  @Test
  void aMirrorStaysSmallHoweverManyDeploymentsComeByIt() throws IOException {
    for (int i = 0; i < 55; i++) {
      author.write("a", "version " + i).commit("more");
      rig.checkOut(repository, "").close();
    }
    assertThat(files(rig.mirrors().getFirst(), ".pack")).hasSizeLessThan(55);
  }

  @Test
  void collectsWhatWasNotUsedForLongestAndWhatNobodyHolds() throws IOException {
    ManualClock clock = new ManualClock();
    rig.clock(clock);
    Author other = Author.in(folder.resolve("served/other"));
    other.write("a", "other").commit("one");
    rig.checkOut(repository, "").close();
    clock.pass(Duration.ofHours(1));
    Repository newer = SourcesRig.open(server.url("other/.git"));
    rig.checkOut(newer, "").close();
    Path orphan = folder.resolve("home/checkouts/orphan");
    Files.createDirectories(orphan.resolve("sub"));
    long one = Folders.size(rig.mirrors().getFirst());

    try (Checkout held = rig.checkOut(newer, "")) {
      rig.mirrorBytes(one + one / 2).sources().collect(true);
      assertThat(held.folder().resolve("a")).hasContent("other");
    }
    assertThat(orphan).doesNotExist();
    assertThat(rig.mirrors()).hasSize(1);
    rig.sources().forget(newer);
    rig.sources().forget(newer);
    assertThat(rig.mirrors()).isEmpty();
  }

  private static List<Path> files(Path folder, String suffix) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(suffix))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
