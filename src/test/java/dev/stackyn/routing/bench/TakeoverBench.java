package dev.stackyn.routing.bench;

import dev.stackyn.jobs.bench.Findings;
import dev.stackyn.routing.domain.Routing;
import dev.stackyn.testing.TestPlatform;
import java.io.IOException;
import java.time.Duration;

/** Takeovers on a platform in this process: what {@code ./stackyn bench router} ends with. */
public final class TakeoverBench {
  private TakeoverBench() {}

  public static void run(int count, Findings findings) throws IOException, InterruptedException {
    try (TestPlatform platform = TestPlatform.start().untilReady()) {
      new Takeovers(
              platform.bean(Routing.class), platform.platform().routerPort(), Duration.ofSeconds(2))
          .run(count, findings);
    }
  }
}
