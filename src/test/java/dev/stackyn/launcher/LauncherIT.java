package dev.stackyn.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.launcher.Launcher.Ran;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way in: verbs, settings and what a machine lacks. None of it needs a running platform. */
class LauncherIT {
  private static final int USAGE = 64;
  private static final int UNAVAILABLE = 69;
  private static final int NOT_RUNNING = 3;

  @TempDir private Path folder;
  private Launcher launcher;

  @BeforeEach
  void makeALauncher() throws IOException {
    launcher = Launcher.in(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "help", "--help", "-h", "up --help", "migrate down -h"})
  void helpListsEveryVerb(String arguments) throws Exception {
    Ran ran = launcher.run(arguments.isEmpty() ? new String[0] : arguments.split(" "));
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out().lines().filter(line -> line.matches("  [a-z].*")))
        .extracting(line -> line.strip().replaceFirst(" .*", ""))
        .contains("up", "down", "status", "logs", "test", "migrate", "rotate-keys", "doctor")
        .contains("openapi", "bench", "prove", "version", "help");
  }

  @ParameterizedTest
  @CsvSource({
    "fly, there is no verb 'fly'",
    "up --fast, 'up' does not know '--fast'",
    "up --detach --timeout, '--timeout' needs a number of seconds",
    "up --detach --timeout soon, '--timeout' needs a number of seconds",
    "down now, 'down' does not know 'now'",
    "status -v, 'status' does not know '-v'",
    "logs --all, 'logs' does not know '--all'",
    "test slow, 'test' takes nothing or 'fast'",
    "bench nothing, 'bench' has no 'nothing'",
    "bench ../stackyn, 'bench' has no '../stackyn'",
    "prove nothing, 'prove' has no 'nothing'",
    "prove ../bench/queue, 'prove' has no '../bench/queue'",
  })
  void wrongUsageIsOneSentenceAndExits64(String arguments, String sentence) throws Exception {
    Ran ran = launcher.run(arguments.split(" "));
    assertThat(ran.exit()).isEqualTo(USAGE);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines()).first().asString().isEqualTo("stackyn: " + sentence);
    assertThat(ran.err()).contains("Try: ./stackyn ");
  }

  @ParameterizedTest
  @CsvSource({"bench, bench", "prove, proofs"})
  void listsWhatItCanRun(String verb, String directory) throws Exception {
    Ran ran = launcher.run(verb);
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out().lines())
        .contains("queue")
        .allMatch(name -> Files.isExecutable(Launcher.ROOT.resolve(directory).resolve(name)));
  }

  @Test
  void writesNoColoursIntoAPipe() throws Exception {
    Launcher capable = launcher.with("TERM", "xterm-256color");
    for (String verb : List.of("help", "status", "fly", "logs")) {
      Ran ran = capable.run(verb);
      assertThat(ran.out() + ran.err()).isNotEmpty().doesNotContain("\u001b");
    }
  }

  @Test
  void saysWhatVersionItIs() throws Exception {
    Ran ran = launcher.run("version");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).matches("stackyn \\d+\\.\\d+\\.\\d+\\S*\n");
  }

  @Test
  void nothingRunsOnAnEmptyHome() throws Exception {
    assertThat(launcher.run("status"))
        .isEqualTo(new Ran(NOT_RUNNING, notRunning(launcher.home()), ""));
    assertThat(launcher.run("down")).isEqualTo(new Ran(0, notRunning(launcher.home()), ""));
    assertThat(launcher.run("logs").exit()).isEqualTo(1);
    assertThat(launcher.home()).doesNotExist();
  }

  @Test
  void aNoteOfAnotherProcessIsNotBelieved() throws Exception {
    Files.createDirectories(launcher.home().resolve("run"));
    Files.writeString(
        launcher.home().resolve("run/platform"),
        "pid=" + ProcessHandle.current().pid() + "\nurl=http://localhost:1\n");
    assertThat(launcher.run("status").exit()).isEqualTo(NOT_RUNNING);
    // Had it been believed, this test would end here.
    assertThat(launcher.run("down").out()).isEqualTo(notRunning(launcher.home()));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "STACKYN_HOME=/tmp/plain, /tmp/plain",
        "  export STACKYN_HOME = /tmp/plain # the fast disk, /tmp/plain",
        "STACKYN_HOME=\"/tmp/with space\" # quoted, /tmp/with space",
        "STACKYN_HOME='/tmp/with space', /tmp/with space",
        "STACKYN_HOME=/tmp/slash/, /tmp/slash",
        "STACKYN_HOME=/tmp/$(touch stolen), /tmp/$(touch stolen)",
      })
  void readsItsSettingsFromTheEnvFile(String line, String home) throws Exception {
    Files.writeString(folder.resolve(".env"), "# STACKYN_HOME=/tmp/no\nPORT=1\n" + line + "\n");
    assertThat(launcher.without("STACKYN_HOME").run("status").out())
        .isEqualTo(notRunning(Path.of(home)));
    assertThat(folder.resolve("stolen")).doesNotExist();
  }

  @Test
  void theEnvironmentWinsOverTheEnvFile() throws Exception {
    Path file = folder.resolve("other.env");
    Files.writeString(file, "STACKYN_HOME=/tmp/of-the-file\n");
    Launcher told = launcher.with("STACKYN_ENV_FILE", file.toString());
    assertThat(told.run("status").out()).isEqualTo(notRunning(told.home()));
    assertThat(told.without("STACKYN_HOME").run("status").out())
        .isEqualTo(notRunning(Path.of("/tmp/of-the-file")));
    // As the platform has it: a blank value is no value, and still the environment's word.
    assertThat(told.with("STACKYN_HOME", " ").run("status").out())
        .isEqualTo(notRunning(folder.resolve(".stackyn")));
  }

  @Test
  void aRelativeHomeIsBesideTheWorkingFolder() throws Exception {
    assertThat(launcher.with("STACKYN_HOME", "data").run("status").out())
        .isEqualTo(notRunning(folder.resolve("data")));
  }

  @Test
  void stopsWhereDockerWasPromisedAndDoesNotAnswer() throws Exception {
    Ran ran = launcher.with("DOCKER_HOST", "unix://" + folder + "/docker.sock").run("up");
    assertThat(ran.exit()).isEqualTo(UNAVAILABLE);
    assertThat(ran.err().lines())
        .containsExactly(
            "stackyn: DOCKER_HOST is unix://"
                + folder
                + "/docker.sock, and no Docker engine answers there.");
  }

  @Test
  void installsWhatIsMissingInOneGo() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    FakeJdk.script(bin.resolve("apt-get"), "echo \"$*\" >>\"$HOME/asked\"");
    Ran ran =
        launcher
            .pathFirst(bin)
            .after("can_install() { true; }; as_root() { \"$@\"; }")
            .evaluate(
                "needs_program no-b b; needs_program bash bash; needs_program no-a a;"
                    + " needs_program no-b b; install_missing; install_missing");
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).startsWith("Stackyn needs a b: installing with apt-get.\n");
    assertThat(folder.resolve("asked"))
        .hasContent("update\ninstall -y --no-install-recommends ca-certificates a b");
  }

  @Test
  void namesWhatIsMissingWhereItMayNotInstall() throws Exception {
    Ran ran =
        launcher
            .after("can_install() { false; }")
            .evaluate("needs_program no-such-program maven; install_missing");
    assertThat(ran.exit()).isEqualTo(UNAVAILABLE);
    assertThat(ran.err()).startsWith("stackyn: Stackyn needs maven here. Install ").hasLineCount(1);
  }

  @Test
  void keepsThreeOldLogs() throws Exception {
    Path log = folder.resolve("stackyn.log");
    Files.writeString(folder.resolve("stackyn.log.1"), "1");
    Files.writeString(folder.resolve("stackyn.log.2"), "2");
    Files.writeString(folder.resolve("stackyn.log.3"), "3");
    Files.writeString(log, "small");
    launcher.evaluate("rotate_log \"$HOME/stackyn.log\"");
    assertThat(log).hasContent("small");

    try (RandomAccessFile large = new RandomAccessFile(log.toFile(), "rw")) {
      large.setLength((10 << 20) + 1);
    }
    launcher.evaluate("rotate_log \"$HOME/stackyn.log\"");
    assertThat(log).doesNotExist();
    assertThat(folder.resolve("stackyn.log.1")).hasSize((10 << 20) + 1);
    assertThat(folder.resolve("stackyn.log.2")).hasContent("1");
    assertThat(folder.resolve("stackyn.log.3")).hasContent("2");
    assertThat(folder.resolve("stackyn.log.4")).doesNotExist();
  }

  private static String notRunning(Path home) {
    return "Stackyn is not running on " + home + ".\n";
  }
}
