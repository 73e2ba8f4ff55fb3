package dev.stackyn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StopTest {
  private final Stop stop = new Stop();

  @Test
  void letsTheWorkGoOnUntilItIsAsked() {
    assertThatCode(stop::check).doesNotThrowAnyException();
    stop.ask("enough");
    assertThatThrownBy(stop::check).isInstanceOf(Stop.Stopped.class).hasMessage("enough");
  }

  @Test
  void keepsTheFirstReason() {
    stop.ask("first");
    stop.ask("second");
    assertThat(stop.reason()).contains("first");
  }

  @Test
  void tellsWhoWaitsOnceAndWhoComesLateAtOnce() {
    AtomicInteger told = new AtomicInteger();
    stop.whenAsked(told::incrementAndGet);
    stop.ask("enough");
    stop.ask("again");
    assertThat(told).hasValue(1);
    stop.whenAsked(told::incrementAndGet);
    assertThat(told).hasValue(2);
  }

  @Test
  void forgetsOnlyTheHookThatIsClosed() {
    AtomicInteger told = new AtomicInteger();
    Runnable action = told::incrementAndGet;
    try (Stop.Hook closed = stop.whenAsked(action)) {
      assertThat(closed).isNotNull();
      stop.whenAsked(action);
    }
    stop.ask("enough");
    assertThat(told).hasValue(1);
  }
}
