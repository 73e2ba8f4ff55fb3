package dev.stackyn.billing.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.billing.domain.Feature;
import dev.stackyn.billing.domain.Plan;
import dev.stackyn.billing.domain.PlanName;
import dev.stackyn.billing.domain.Subscriptions;
import dev.stackyn.billing.ports.NoticeStore;
import dev.stackyn.billing.ports.PlanStore;
import dev.stackyn.billing.ports.SubscriptionStore;
import dev.stackyn.billing.ports.SubscriptionStoreContract;
import dev.stackyn.identity.domain.Email;
import dev.stackyn.identity.domain.Hash;
import dev.stackyn.identity.domain.Role;
import dev.stackyn.identity.domain.SignUps;
import dev.stackyn.kernel.UserId;
import dev.stackyn.testing.TestPlatform;
import io.micronaut.transaction.TransactionOperations;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresSubscriptionStoreTest extends SubscriptionStoreContract {
  private TestPlatform platform;
  private int count;

  @BeforeAll
  void start() {
    platform = TestPlatform.start().untilReady();
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Override
  protected SubscriptionStore store() {
    return inTransactions(SubscriptionStore.class);
  }

  @Override
  protected UserId someone() {
    Email email = new Email("user" + ++count + "@example.com");
    return platform.bean(SignUps.class).findOrAdd(email, Role.USER, true).id();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "free | 0 | 1 | 128 | 512 | LOGS MANUAL_DEPLOY_ONLY",
        "starter | 1900 | 1 | 512 | 5120 | ALWAYS_ON AUTO_DEPLOY HEALTH_CHECKS LOGS",
        "builder | 2900 | 2 | 1024 | 10240 | ALWAYS_ON AUTO_DEPLOY HEALTH_CHECKS LOGS",
        "pro | 4900 | 3 | 2048 | 20480"
            + " | ALWAYS_ON AUTO_DEPLOY HEALTH_CHECKS LOGS PRIORITY_BUILDS ZERO_DOWNTIME",
      })
  void thePlansAreThese(String name, int price, int apps, int memory, int disk, String features) {
    Plan plan = inTransactions(PlanStore.class).find(new PlanName(name)).orElseThrow();

    assertThat(plan.priceCents()).isEqualTo(price);
    assertThat(plan.limits().apps()).isEqualTo(apps);
    assertThat(plan.limits().memoryMb()).isEqualTo(memory);
    assertThat(plan.limits().diskMb()).isEqualTo(disk);
    assertThat(plan.limits().concurrentBuilds()).isEqualTo(1);
    assertThat(
            plan.limits().features().offered().stream()
                .map(Feature::name)
                .sorted()
                .collect(Collectors.joining(" ")))
        .isEqualTo(features);
  }

  @Test
  void thereAreFourPlans() {
    List<String> names =
        inTransactions(PlanStore.class).all().stream().map(plan -> plan.name().value()).toList();

    assertThat(names).containsExactly("free", "starter", "builder", "pro");
    assertThat(inTransactions(PlanStore.class).find(new PlanName("gold")))
        .isEqualTo(Optional.empty());
  }

  @Test
  void aNoticeIsClaimedOnceUntilItIsForgotten() {
    NoticeStore store = inTransactions(NoticeStore.class);
    Hash hash = new Hash("ab".repeat(32));

    assertThat(store.claim(hash, NOW)).isTrue();
    assertThat(store.claim(hash, NOW)).isFalse();
    store.forgetBefore(NOW);
    assertThat(store.claim(hash, NOW)).isFalse();
    store.forgetBefore(NOW.plusSeconds(1));
    assertThat(store.claim(hash, NOW)).isTrue();
  }

  @Test
  void veryManyAreClaimedInParts() {
    Instant later = NOW.plus(Duration.ofDays(3650));
    platform.sql(
        """
        insert into identity.users (id, email, role, email_verified, created_at, updated_at)
        select gen_random_uuid(), 'many' || n || '@example.com', 'USER', true, now(), now()
        from generate_series(1, 600) n
        """);
    platform.sql(
        """
        insert into billing.subscriptions (user_id, plan, status, trial_started_at, trial_ends_at)
        select id, 'pro', 'TRIAL', '%1$s', '%2$s' from identity.users where email like 'many%%'
        """
            .formatted(NOW, later));

    List<UserId> claimed = new ArrayList<>();
    List<UserId> some = store().claimReminders(later.minusSeconds(1), later);
    while (!some.isEmpty()) {
      assertThat(some).hasSizeLessThanOrEqualTo(250);
      claimed.addAll(some);
      some = store().claimReminders(later.minusSeconds(1), later);
    }

    assertThat(claimed).hasSize(600).doesNotHaveDuplicates();
  }

  @Test
  void aSubscriptionGoesWithItsUser() {
    UserId user = someone();
    platform.bean(Subscriptions.class).of(user);
    assertThat(store().find(user)).isPresent();

    platform.sql("delete from identity.users where id = '" + user + "'");

    assertThat(store().find(user)).isEmpty();
  }

  private <T> T inTransactions(Class<T> port) {
    T store = platform.bean(port);
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> inTransaction(() -> call(store, method, arguments))));
  }

  private Object inTransaction(Supplier<Object> work) {
    @SuppressWarnings("unchecked")
    TransactionOperations<Connection> transactions = platform.bean(TransactionOperations.class);
    return transactions.executeWrite(status -> work.get());
  }

  private static Object call(Object target, Method method, Object[] arguments) {
    try {
      return method.invoke(target, arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
