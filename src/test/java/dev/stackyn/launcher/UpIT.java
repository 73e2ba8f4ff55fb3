package dev.stackyn.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.launcher.Launcher.Ran;
import dev.stackyn.launcher.Launcher.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A platform from its start to its end, as the launcher sees it. */
@Tag("docker")
class UpIT {
  private static final int BAD_CONFIGURATION = 78;
  private static final int NOT_RUNNING = 3;
  private static final Path CACHE = Launcher.ROOT.resolve("target/stackyn.aot");

  @TempDir private Path folder;
  private final List<Launcher> started = new ArrayList<>();

  @AfterEach
  void stopWhatRuns() throws Exception {
    for (Launcher launcher : started) {
      launcher.run("down");
    }
  }

  @Test
  void isReadyWhenUpReturnsAndGoneWhenDownReturns() throws Exception {
    Launcher launcher = launcher("home");
    Ran up = launcher.run("up", "--detach");
    assertThat(up.exit()).as(up.err()).isZero();
    String url = url(launcher);
    long pid = pid(launcher);
    assertThat(up.out()).startsWith("Stackyn is ready: " + url + "\n").contains(url + "/docs");
    assertThat(up.out() + up.err()).doesNotContain("\u001b");

    Ran status = launcher.run("status");
    assertThat(status.exit()).isZero();
    assertThat(status.out()).contains("ready", url, "pid " + pid, launcher.home().toString());

    Ran second = launcher.run("up");
    assertThat(second.exit()).isEqualTo(1);
    assertThat(second.err()).contains("already runs", url, "pid " + pid, "./stackyn down");

    assertThat(launcher.run("logs").out()).contains("listens on " + url);

    assertThat(launcher.run("down").exit()).isZero();
    assertThat(commandLine(pid)).isEmpty();
    assertThat(launcher.run("status").exit()).isEqualTo(NOT_RUNNING);
  }

  @Test
  void runsInTheForegroundUntilItIsAskedToStop() throws Exception {
    Launcher launcher = launcher("home");
    try (Running up = launcher.start("up")) {
      up.awaitNews("Stackyn is ready: ");
      assertThat(pid(launcher)).isEqualTo(up.process().pid());
      up.process().destroy();
      Ran ended = up.end();
      // Standard output is the log's alone, one JSON object a line.
      assertThat(ended.out().lines()).isNotEmpty().allMatch(line -> line.startsWith("{\"time\""));
    }
    assertThat(launcher.run("status").exit()).isEqualTo(NOT_RUNNING);
  }

  @Test
  void leavesNoDatabaseBehindWhenItIsStoppedWhileItStarts() throws Exception {
    Launcher launcher = launcher("home");
    Path pidFile = launcher.home().resolve("postgres/data/postmaster.pid");
    try (Running up = launcher.start("up")) {
      for (int i = 0; i < 600 && !Files.exists(launcher.home().resolve("run/lock")); i++) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      up.process().destroy();
      up.end();
    }
    assertThat(pidFile).doesNotExist();
  }

  @Test
  void twoHomesRunSideBySide() throws Exception {
    Launcher one = launcher("one");
    Launcher two = launcher("two with a space");
    assertThat(one.run("up", "--detach").exit()).isZero();
    assertThat(two.run("up", "--detach").exit()).isZero();
    assertThat(url(one)).isNotEqualTo(url(two));
    assertThat(one.run("down").exit()).isZero();
    assertThat(one.run("status").exit()).isEqualTo(NOT_RUNNING);
    assertThat(two.run("status").exit()).isZero();
    assertThat(two.run("status").out()).contains(url(two), two.home().toString());
  }

  @Test
  void startsAgainAfterItWasKilled() throws Exception {
    Launcher launcher = launcher("home");
    assertThat(launcher.run("up", "--detach").exit()).isZero();
    Optional<ProcessHandle> killed = ProcessHandle.of(pid(launcher));
    killed.orElseThrow().destroyForcibly();
    killed.orElseThrow().onExit().get(60, TimeUnit.SECONDS);

    assertThat(launcher.home().resolve("run/platform")).exists();
    assertThat(launcher.run("status").exit()).isEqualTo(NOT_RUNNING);
    assertThat(launcher.run("up", "--detach").exit()).isZero();
    assertThat(launcher.run("status").exit()).isZero();
    assertThat(pid(launcher)).isNotEqualTo(killed.orElseThrow().pid());
  }

  @Test
  void aWrongConfigurationNamesEveryProblemAndExits78() throws Exception {
    Launcher launcher = launcher("home").with("PORT", "high").with("LOG_LEVEL", "loud");
    for (String[] arguments : List.of(new String[] {"up"}, new String[] {"up", "--detach"})) {
      Ran ran = launcher.run(arguments);
      assertThat(ran.exit()).isEqualTo(BAD_CONFIGURATION);
      assertThat(ran.err()).contains("PORT: ", "LOG_LEVEL: ");
      assertThat(launcher.run("status").exit()).isEqualTo(NOT_RUNNING);
    }
  }

  @Test
  void saysWhyItIsNotReady() throws Exception {
    Launcher launcher = launcher("home").with("STACKYN_MIGRATE", "off");
    Ran up = launcher.run("up", "--detach", "--timeout", "1");
    assertThat(up.exit()).isEqualTo(1);
    assertThat(up.err()).contains("Not ready: ", "was not ready within 1 s");
    Ran status = launcher.run("status");
    for (int i = 0; i < 600 && !status.out().contains("schema"); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
      status = launcher.run("status");
    }
    assertThat(status.exit()).isEqualTo(1);
    assertThat(status.out()).contains("not ready: database: schema at version 0");
  }

  @Test
  void makesTheCacheForQuickStartsAnewWhenItDoesNotFit() throws Exception {
    Files.deleteIfExists(CACHE);
    Files.writeString(CACHE, "of another build");
    Launcher launcher = launcher("home with a space").with("STACKYN_AOT", "on");
    // What the user has set is not the training run's.
    Ran up = launcher.with("STACKYN_SHUTDOWN_GRACE", "1s").run("up", "--detach");
    assertThat(up.exit()).as(up.err()).isZero();
    assertThat(up.err()).contains("Preparing quick starts").doesNotContain("warning");
    assertThat(Files.size(CACHE)).isGreaterThan(1 << 20);
    assertThat(commandLine(pid(launcher))).contains("-XX:AOTCache=" + CACHE);
    assertThat(launcher.home().resolve("tmp")).isEmptyDirectory();

    launcher.run("down");
    assertThat(launcher.run("up", "--detach").err()).doesNotContain("Preparing");
  }

  @Test
  void startsInSpiteOfACorruptCache() throws Exception {
    Files.deleteIfExists(CACHE);
    Files.writeString(CACHE, "not what the note beside it promises the JVM");
    Launcher launcher = launcher("home").with("STACKYN_AOT", "on");
    launcher.evaluate(
        "find_jdk; aot_fingerprint \"$ROOT/target/stackyn.aot\" >\"$ROOT/target/stackyn.aot.fits\"");
    try {
      Ran up = launcher.run("up", "--detach");
      assertThat(up.exit()).as(up.err()).isZero();
      assertThat(up.err()).doesNotContain("Preparing");
      assertThat(commandLine(pid(launcher))).contains("-XX:AOTCache=" + CACHE);
    } finally {
      Files.deleteIfExists(CACHE);
    }
  }

  @Test
  void startsWhereNoCacheCanBeMade() throws Exception {
    Launcher launcher =
        launcher("home").with("STACKYN_AOT", "on").after("train_aot_cache() { false; }");
    Files.deleteIfExists(CACHE);
    Ran up = launcher.run("up", "--detach");
    assertThat(up.exit()).isZero();
    assertThat(up.err()).contains("warning: Quick starts could not be prepared");
    assertThat(commandLine(pid(launcher))).doesNotContain("-XX:AOTCache");
  }

  private Launcher launcher(String home) throws IOException {
    Launcher launcher = Launcher.in(folder).with("STACKYN_HOME", folder.resolve(home).toString());
    started.add(launcher);
    return launcher;
  }

  private static long pid(Launcher launcher) throws IOException {
    return Long.parseLong(note(launcher, "pid="));
  }

  private static String url(Launcher launcher) throws IOException {
    return note(launcher, "url=");
  }

  private static String note(Launcher launcher, String key) throws IOException {
    return Files.readAllLines(launcher.home().resolve("run/platform")).stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()))
        .findFirst()
        .orElseThrow();
  }

  /** Empty when the process has ended, whether or not its parent has noticed. */
  private static String commandLine(long pid) throws IOException {
    Path words = Path.of("/proc/" + pid + "/cmdline");
    return Files.exists(words) ? Files.readString(words).replace('\0', ' ') : "";
  }
}
