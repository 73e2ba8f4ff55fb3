package dev.stackyn.jobs.bench;

import dev.stackyn.jobs.domain.JobQueue;
import dev.stackyn.testing.Patience;
import dev.stackyn.testing.TestPlatform;
import dev.stackyn.testing.TestProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * How soon a job begins in a platform that has nothing else to do. The clock starts before the
 * transaction that enqueues, so the figure contains all of it.
 */
final class Promptness {
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(30);

  private Promptness() {}

  /** Milliseconds, of jobs that this process enqueues. */
  static Figures here(String url, int samples) throws InterruptedException {
    return measure(
        url,
        samples,
        platform -> {
          send(platform.bean(JobQueue.class), samples);
          return 0;
        });
  }

  /** Milliseconds, of jobs that another process enqueues. */
  static Figures fromElsewhere(String url, int samples) throws InterruptedException {
    return measure(
        url,
        samples,
        platform -> TestProcess.start(Sender.class, url, String.valueOf(samples)).waitFor());
  }

  /** A process of its own that enqueues. */
  static final class Sender {
    public static void main(String[] arguments) throws InterruptedException {
      try (TestPlatform platform = platform(arguments[0], "api")) {
        platform.untilReady();
        send(platform.bean(JobQueue.class), Integer.parseInt(arguments[1]));
      }
    }
  }

  private interface Sending {
    int by(TestPlatform platform) throws IOException, InterruptedException;
  }

  private static Figures measure(String url, int samples, Sending sending)
      throws InterruptedException {
    List<Double> millis = Collections.synchronizedList(new ArrayList<>());
    try (TestPlatform platform = platform(url, "all")) {
      platform
          .bean(BenchJobs.class)
          .handleWith((number, sent) -> millis.add((BenchJobs.nowMicros() - sent) / 1e3));
      platform.untilReady();
      if (sending.by(platform) != 0) {
        throw new IllegalStateException("the other process cannot enqueue");
      }
      Patience.until("jobs begin", () -> millis.size() >= samples, millis::size);
      return new Figures(List.copyOf(millis));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With pauses between, as long as chance has it: a queue that polls would not be flattered. */
  private static void send(JobQueue queue, int samples) throws InterruptedException {
    RandomGenerator random = RandomGeneratorFactory.getDefault().create(samples);
    for (int i = 0; i < samples; i++) {
      TimeUnit.MILLISECONDS.sleep(random.nextLong(LONGEST_PAUSE.toMillis()));
      queue.enqueue(BenchJobs.job(i));
    }
  }

  private static TestPlatform platform(String url, String role) {
    return TestPlatform.start(Map.of("DATABASE_URL", url, "STACKYN_ROLE", role));
  }
}
