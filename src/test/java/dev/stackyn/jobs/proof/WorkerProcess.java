package dev.stackyn.jobs.proof;

import dev.stackyn.testing.TestPlatform;
import dev.stackyn.testing.TestProcess;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A worker in a process of its own, so that it can be killed as processes are. */
final class WorkerProcess implements AutoCloseable {
  /** The shortest there is: what a dead worker held is soon taken over. */
  static final int LEASE_SECONDS = 2;

  private static final int GRACE_SECONDS = 30;

  private final Process process;

  private WorkerProcess(Process process) {
    this.process = process;
  }

  /** Works until the one who started it is gone, or closes its input. */
  static final class Main {
    public static void main(String[] arguments) throws IOException {
      ProofJobs.workHere();
      TestPlatform platform =
          TestPlatform.start(
              Map.of(
                  "DATABASE_URL", arguments[0],
                  "STACKYN_ROLE", "worker",
                  "STACKYN_WORKERS", "4",
                  "STACKYN_BRIEF_WORKERS", "4",
                  "STACKYN_JOB_LEASE", LEASE_SECONDS + "s"));
      // Nobody is expected to say anything: this waits for the end.
      System.in.readAllBytes();
      platform.close();
      // A handler that does not end must not keep its process alive.
      System.exit(0);
    }
  }

  static WorkerProcess start(String databaseUrl) throws IOException {
    return new WorkerProcess(TestProcess.start(Main.class, databaseUrl));
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** As {@code kill -9} does: it learns nothing of it. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Neither it nor its threads notice that time passes. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  /** Asks it to stop, as a platform is asked. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(pid())).inheritIO().start().waitFor();
  }
}
