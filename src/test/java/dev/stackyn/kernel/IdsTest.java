package dev.stackyn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.testing.FixedRandom;
import dev.stackyn.testing.ManualClock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {
  private final ManualClock clock = new ManualClock();
  private final Ids ids = new Ids(clock, new FixedRandom());

  @Test
  void anIdIsAUuidOfVersionSevenWithItsTimeInFront() {
    UUID id = ids.next();

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(clock.millis());
    assertThat(ids.next()).isNotEqualTo(id);
  }

  @Test
  void laterIdsSortBehindEarlierOnes() {
    String earlier = ids.next().toString();
    clock.pass(Duration.ofMillis(1));

    assertThat(ids.next().toString()).isGreaterThan(earlier);
  }

  @Test
  void onlyTheOneFormIsRead() {
    String id = ids.next().toString();

    assertThat(Ids.parse(id)).hasValue(UUID.fromString(id));
    assertThat(Ids.parse("1-1-1-1-1")).isEmpty();
    assertThat(Ids.parse(id + " ")).isEmpty();
    assertThat(Ids.parse("zzzzzzzz-5b1e-7c3d-9a4f-2b6c8d0e1f23")).isEmpty();
    assertThat(Ids.parse(null)).isEmpty();
  }
}
