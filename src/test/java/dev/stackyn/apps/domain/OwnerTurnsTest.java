package dev.stackyn.apps.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.kernel.UserId;
import dev.stackyn.testing.AtOnce;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class OwnerTurnsTest {
  private static final UserId ADA = new UserId(new UUID(0, 1));

  private final OwnerTurns turns = new OwnerTurns();

  @Test
  void ofOneUserOneIsServedAtATime() {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    AtOnce.times(
        20,
        () ->
            turns.take(
                ADA,
                () -> {
                  most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                  return inside.decrementAndGet();
                }));

    assertThat(most).hasValue(1);
  }

  @Test
  void usersDoNotWaitForEachOther() {
    CyclicBarrier both = new CyclicBarrier(2);
    AtomicLong ids = new AtomicLong(1);

    AtOnce.times(
        2, () -> turns.take(new UserId(new UUID(0, ids.getAndIncrement())), () -> passed(both)));

    assertThat(both.isBroken()).isFalse();
  }

  @Test
  void whoFailsStandsInNobodysWay() {
    assertThatThrownBy(() ->
            turns.take(
                ADA,
                () -> {
                  throw new IllegalStateException("no");
                }))
        .hasMessage("no");

    assertThat(turns.take(ADA, () -> "served")).isEqualTo("served");
  }

  private static boolean passed(CyclicBarrier barrier) {
    try {
      return barrier.await() >= 0;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
