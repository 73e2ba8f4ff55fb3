package dev.stackyn.identity.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.platform.domain.AuditLog;
import dev.stackyn.platform.domain.KeyRotation;
import dev.stackyn.platform.domain.KeyRotation.Outcome;
import dev.stackyn.platform.domain.Resealing;
import dev.stackyn.platform.domain.SealedBytes;
import dev.stackyn.platform.domain.SealedValue;
import dev.stackyn.platform.domain.SealedValues;
import dev.stackyn.platform.domain.SealingKey;
import dev.stackyn.platform.domain.Vault;
import dev.stackyn.platform.ports.SealingKeys;
import dev.stackyn.testing.Authenticator;
import dev.stackyn.testing.ManualClock;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.TestPlatform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** On a real database, beside a platform that runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyRotationTest {
  private static final Duration JOBS_LIVE = Duration.ofDays(30);
  private static final String PASSWORD = "a good password";
  private static final int PAGES = 3;

  private ManualClock clock;
  private TestPlatform platform;

  /** Stands for the process being killed: nothing catches it. */
  private static final class Killed extends Error {
    Killed() {
      super("killed");
    }
  }

  @BeforeAll
  void start() {
    platform = TestPlatform.start().untilReady();
  }

  @BeforeEach
  void makeAKey() {
    seal(1);
    itIs(keys().all().getLast().madeAt());
  }

  @AfterEach
  void empty() {
    platform.sql("delete from identity.totp");
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void everythingIsSealedWithTheNewKeyAndSecondFactorsStillWork() {
    Authenticator app = enrol("ada@example.com");
    seal(PAGES * Resealing.PAGE);

    Outcome outcome = rotation(found()).rotate(JOBS_LIVE);

    assertThat(outcome.isComplete()).isTrue();
    assertThat(keysInUse()).isEqualTo(outcome.newest().id());
    assertThat(outcome.tallies())
        .singleElement()
        .satisfies(tally -> {
          assertThat(tally.what()).isEqualTo("second factors");
          assertThat(tally.resealed()).isEqualTo(PAGES * Resealing.PAGE + 2);
        });
    login("ada@example.com", app.code(1));
  }

  @Test
  void aRotationThatWasBrokenOffIsFinishedByAnother() {
    Authenticator app = enrol("eve@example.com");
    seal(PAGES * Resealing.PAGE);
    SealedValues dying = new DyingValues(found(), Resealing.PAGE * 3 / 2);
    assertThatThrownBy(() -> rotation(dying).rotate(JOBS_LIVE)).isInstanceOf(Killed.class);
    assertThat(keysInUse()).as("old and new, page by page").contains(" ");
    assertThat(platform.query(withKey(newest()))).isEqualTo(String.valueOf(Resealing.PAGE));
    login("eve@example.com", app.code(1));

    Outcome outcome = rotation(found()).prune(JOBS_LIVE);

    assertThat(keysInUse()).isEqualTo(outcome.newest().id()).isEqualTo(newest());
    assertThat(outcome.tallies())
        .singleElement()
        .satisfies(
            tally -> assertThat(tally.resealed()).isEqualTo((PAGES - 1) * Resealing.PAGE + 2));
  }

  @Test
  void whatIsChangedMeanwhileIsNotOverwritten() {
    keys().add();
    SealedBytes newer = platform.bean(Vault.class).seal(new byte[] {1});
    SealedValues raced =
        new Delegate(found()) {
          @Override
          public boolean replace(SealedValue value, SealedBytes anew) {
            platform.sql("update identity.totp set secret = decode('" + newer.hex() + "', 'hex')");
            return super.replace(value, anew);
          }
        };

    Outcome outcome = rotation(raced).prune(JOBS_LIVE);

    assertThat(outcome.tallies().getFirst().resealed()).isZero();
    assertThat(platform.query("select encode(secret, 'hex') from identity.totp"))
        .isEqualTo(newer.hex());
  }

  @Test
  void anOldKeyGoesWhenNoJobCanHoldALetterThatItSealed() {
    String old = newest();
    Outcome first = rotation(found()).rotate(JOBS_LIVE);
    assertThat(first.old().needed()).extracting(SealingKey::id).contains(old);
    assertThat(first.old().retired()).extracting(SealingKey::id).doesNotContain(old);

    itIs(justAfter(first.newest()).plus(JOBS_LIVE));
    Outcome second = rotation(found()).rotate(JOBS_LIVE);

    assertThat(second.old().retired()).extracting(SealingKey::id).contains(old);
    assertThat(second.old().needed()).containsExactly(first.newest());

    itIs(justAfter(second.newest()).plus(JOBS_LIVE));
    Outcome pruned = rotation(found()).prune(JOBS_LIVE);

    assertThat(pruned.newest()).isEqualTo(second.newest());
    assertThat(pruned.old().needed()).isEmpty();
    assertThat(pruned.old().destroyed())
        .extracting(SealingKey::id)
        .contains(old, first.newest().id());
    assertThat(keys().all()).containsExactly(second.newest());
    assertThat(keys().retired()).isEmpty();
  }

  @Test
  void noKeyGoesWhileSomethingCannotBeOpened() {
    seal(1);
    String old = newest();
    platform.sql(
        """
        update identity.totp set secret = '\\x01deadbeef' || substring(secret from 6)
        where user_id = (select user_id from identity.totp order by user_id limit 1)
        """);

    Outcome rotated = rotation(found()).rotate(JOBS_LIVE);
    itIs(justAfter(rotated.newest()).plus(JOBS_LIVE));
    Outcome outcome = rotation(found()).prune(JOBS_LIVE);

    assertThat(outcome.isComplete()).isFalse();
    assertThat(outcome.tallies().getFirst().unopenable())
        .hasSize(1)
        .allSatisfy((why, count) -> {
          assertThat(why).contains("the key deadbeef", "is missing");
          assertThat(count).isEqualTo(1);
        });
    assertThat(outcome.old().destroyed()).isEmpty();
    assertThat(keys().all()).extracting(SealingKey::id).contains(old);
  }

  /** As the table's own, but for what a test changes. */
  private static class Delegate implements SealedValues {
    private final SealedValues values;

    Delegate(SealedValues values) {
      this.values = values;
    }

    @Override
    public String what() {
      return values.what();
    }

    @Override
    public List<SealedValue> after(Optional<String> place, int most) {
      return values.after(place, most);
    }

    @Override
    public boolean replace(SealedValue value, SealedBytes anew) {
      return values.replace(value, anew);
    }
  }

  private static final class DyingValues extends Delegate {
    private int left;

    DyingValues(SealedValues values, int left) {
      super(values);
      this.left = left;
    }

    @Override
    public boolean replace(SealedValue value, SealedBytes anew) {
      if (left-- == 0) {
        throw new Killed();
      }
      return super.replace(value, anew);
    }
  }

  private KeyRotation rotation(SealedValues values) {
    return new KeyRotation(
        keys(),
        List.of(values),
        platform.bean(Resealing.class),
        platform.bean(AuditLog.class),
        clock);
  }

  private SealingKeys keys() {
    return platform.bean(SealingKeys.class);
  }

  private SealedValues found() {
    return platform.bean(PostgresTotpSecrets.class);
  }

  private void itIs(Instant time) {
    clock = new ManualClock();
    clock.pass(Duration.between(clock.instant(), time));
  }

  private static Instant justAfter(SealingKey key) {
    return key.madeAt().plusMillis(1);
  }

  private String newest() {
    return keys().all().getLast().id();
  }

  /** The ids of all keys that second factors are sealed with. */
  private String keysInUse() {
    return platform.query(
        "select string_agg(distinct substring(encode(secret, 'hex') from 3 for 8), ' ')"
            + " from identity.totp");
  }

  private static String withKey(String id) {
    return "select count(*) from identity.totp where encode(secret, 'hex') like '01" + id + "%'";
  }

  /** Second factors of people who do nothing else. */
  private void seal(int count) {
    byte[] secret = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    String sealed = HexFormat.of().formatHex(platform.bean(Vault.class).seal(secret).bytes());
    platform.sql(
        """
        with people as (
          insert into identity.users (id, email, role, email_verified, created_at, updated_at)
          select gen_random_uuid(), gen_random_uuid()::text || '@example.com', 'USER', true, now(), now()
          from generate_series(1, %d)
          returning id)
        insert into identity.totp (user_id, secret, created_at)
        select id, decode('%s', 'hex'), now() from people
        """
            .formatted(count, sealed));
  }

  private Authenticator enrol(String email) {
    Person person = platform.signUp(email);
    person.post("/api/auth/update-profile", Map.of("password", PASSWORD)).expect(200);
    Authenticator app =
        new Authenticator(person.post("/api/auth/totp").expect(200).text("secret"), platform);
    person.post("/api/auth/totp/confirm", Map.of("code", app.code(0))).expect(200);
    return app;
  }

  private void login(String email, String code) {
    platform
        .stranger()
        .post("/api/auth/login", Map.of("email", email, "password", PASSWORD, "totp", code))
        .expect(200);
  }
}
