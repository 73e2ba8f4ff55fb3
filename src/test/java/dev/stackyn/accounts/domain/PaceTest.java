package dev.stackyn.accounts.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.accounts.domain.ProvisioningSettings.Limits;
import dev.stackyn.accounts.ports.SettingsStore;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.platform.domain.AuditEntry;
import dev.stackyn.platform.domain.AuditLog;
import dev.stackyn.platform.domain.AuditPage;
import dev.stackyn.platform.domain.AuditQuery;
import dev.stackyn.platform.ports.AuditStore;
import dev.stackyn.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final ManualClock clock = new ManualClock();
  private final Shelf shelf = new Shelf();
  private final Pace pace = new Pace(rules(), clock);

  /** One set of settings, which may be out of reach. */
  private static final class Shelf implements SettingsStore {
    private Limits limits = new Limits(4, 0, Duration.ofSeconds(10));
    private boolean away;
    private int asked;

    @Override
    public ProvisioningSettings get() {
      asked++;
      if (away) {
        throw new IllegalStateException("the database is away");
      }
      return new ProvisioningSettings(limits, Instant.EPOCH, Instant.EPOCH);
    }

    @Override
    public ProvisioningSettings lock() {
      return get();
    }

    @Override
    public void save(Limits changed, Instant now) {
      limits = changed;
    }
  }

  /** Nothing that is done here is written down. */
  private static final class NoAudit implements AuditStore {
    @Override
    public void append(AuditEntry entry) {
      throw new AssertionError("nothing was changed");
    }

    @Override
    public List<AuditPage.Row> find(AuditQuery query, long before, int most) {
      return List.of();
    }
  }

  @Test
  void beforeTheDatabaseHasArrivedNobodyAsksIt() {
    clock.pass(Duration.ofHours(1));

    assertThat(pace.limits()).isEqualTo(Limits.DEFAULT);
    assertThat(shelf.asked).isZero();
  }

  @Test
  void followsTheSettingsWithinASecond() {
    pace.databaseArrived();
    assertThat(pace.limits().workers()).isEqualTo(4);

    shelf.limits = new Limits(7, 0, Duration.ofSeconds(10));
    assertThat(pace.limits().workers()).isEqualTo(4);
    clock.pass(Duration.ofSeconds(1));
    assertThat(pace.limits().workers()).isEqualTo(7);
    assertThat(pace.limits().workers()).isEqualTo(7);
    assertThat(shelf.asked).isEqualTo(2);
  }

  @Test
  void whileTheDatabaseIsAwayTheLastOnesHold() {
    pace.databaseArrived();
    shelf.away = true;
    clock.pass(Duration.ofMinutes(1));

    assertThat(pace.limits().workers()).isEqualTo(4);
  }

  @Test
  void anAccountThatTookTooLongIsNotKept() {
    pace.databaseArrived();
    Pace.Turn turn = pace.turn();
    clock.pass(Duration.ofSeconds(10));
    turn.requireInTime();

    clock.pass(Duration.ofMillis(1));

    assertThatThrownBy(turn::requireInTime).hasMessage("an account took longer than 10 s");
  }

  @Test
  void settingsStayWithinTheirBounds() {
    assertThatThrownBy(() -> new Limits(0, 11, Duration.ofSeconds(9)))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.details())
                    .extracting("field")
                    .containsExactly("worker_count", "retry_count", "timeout"));
  }

  private ProvisioningRules rules() {
    return new ProvisioningRules(shelf, new AuditLog(new NoAudit(), Optional::empty, clock), clock);
  }
}
