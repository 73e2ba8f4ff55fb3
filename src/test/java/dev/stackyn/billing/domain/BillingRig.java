package dev.stackyn.billing.domain;

import dev.stackyn.billing.domain.BillingSettings.GivenLimits;
import dev.stackyn.billing.domain.BillingSettings.ProviderSettings;
import dev.stackyn.billing.ports.Host;
import dev.stackyn.billing.ports.InMemorySubscriptionStore;
import dev.stackyn.billing.ports.NoticeStore;
import dev.stackyn.billing.ports.PlanStore;
import dev.stackyn.billing.ports.SubscriptionStore;
import dev.stackyn.identity.domain.Caller;
import dev.stackyn.identity.domain.CredentialCache;
import dev.stackyn.identity.domain.Hash;
import dev.stackyn.identity.domain.Letter;
import dev.stackyn.identity.domain.Postman;
import dev.stackyn.identity.domain.User;
import dev.stackyn.identity.domain.Users;
import dev.stackyn.kernel.Scope;
import dev.stackyn.kernel.UserId;
import dev.stackyn.platform.domain.AuditEntry;
import dev.stackyn.platform.domain.AuditLog;
import dev.stackyn.platform.domain.AuditPage;
import dev.stackyn.platform.domain.AuditQuery;
import dev.stackyn.platform.ports.AuditStore;
import dev.stackyn.testing.ManualClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The services of billing on stores in memory, with a clock that is set by hand. */
final class BillingRig {
  final ManualClock clock = new ManualClock();
  final List<Letter> letters = new ArrayList<>();
  final List<AuditEntry> audited = new ArrayList<>();
  final FewUsers people = new FewUsers();
  final SubscriptionStore store = new InMemorySubscriptionStore();
  final Users users;
  final Subscriptions subscriptions;
  final Entitlements entitlements;
  final Paywall paywall;
  final PlanChanges planChanges;
  final Notices notices;
  final TrialClock trialClock;

  private BillingRig(BillingSettings settings) {
    AuditLog audit = new AuditLog(new Audited(), Optional::empty, clock);
    PlanStore plans = new FourPlans();
    NoticeStore told = new Told();
    users = new Users(people, List.of(), new CredentialCache(clock), audit, clock);
    Postman postman = new Postman(letter -> letter.ifPresent(letters::add));
    BillingLetters mail = new BillingLetters(postman, users, settings);
    subscriptions = new Subscriptions(store, mail, settings, clock);
    entitlements =
        new Entitlements(
            subscriptions, plans, new HouseLimits(settings, new SmallHost()), settings, clock);
    paywall = new Paywall(entitlements);
    planChanges = new PlanChanges(subscriptions, store, plans, audit);
    notices =
        new Notices(
            users, plans, told, new Purchases(subscriptions, store, plans, mail, audit), clock);
    trialClock = new TrialClock(store, told, mail, settings);
  }

  static BillingRig on() {
    return new BillingRig(settings(true));
  }

  static BillingRig off() {
    return new BillingRig(settings(false));
  }

  User arrives(String email) {
    User user = people.arrives(email, clock.instant());
    subscriptions.arrived(user);
    return user;
  }

  List<String> subjects() {
    return letters.stream().map(Letter::subject).toList();
  }

  void tick() {
    trialClock.run(clock.instant());
  }

  void give(UserId user, String plan) {
    User admin = people.arrives("admin@example.com", clock.instant());
    planChanges.give(
        new Caller(
            admin.id(),
            admin.email(),
            admin.standing().role(),
            Set.of(Scope.ADMIN),
            Optional.empty()),
        user,
        PlanName.of(plan));
  }

  private static BillingSettings settings(boolean on) {
    return new BillingSettings(
        on, GivenLimits.NONE, new ProviderSettings(Optional.empty(), Map.of()), false);
  }

  /** 4 GB of memory, 100 GB of disk, 4 processors. */
  static final class SmallHost implements Host {
    @Override
    public long memoryMb() {
      return 4096;
    }

    @Override
    public long diskMb() {
      return 102_400;
    }

    @Override
    public int processors() {
      return 4;
    }
  }

  private static final class FourPlans implements PlanStore {
    private static final List<Plan> PLANS =
        List.of(plan("free", 1), plan("starter", 1), plan("builder", 2), plan("pro", 3));

    @Override
    public Optional<Plan> find(PlanName name) {
      return PLANS.stream().filter(plan -> plan.name().equals(name)).findFirst();
    }

    @Override
    public List<Plan> all() {
      return PLANS;
    }

    private static Plan plan(String name, int apps) {
      return new Plan(
          new PlanName(name),
          name,
          0,
          new Limits(apps, apps * 512, apps * 1024, 1, new Features(Set.of(Feature.LOGS))));
    }
  }

  private static final class Told implements NoticeStore {
    private final Set<Hash> hashes = new HashSet<>();

    @Override
    public boolean claim(Hash hash, Instant now) {
      return hashes.add(hash);
    }

    @Override
    public void forgetBefore(Instant moment) {
      // A test is over before anything is old enough to be forgotten.
    }
  }

  private final class Audited implements AuditStore {
    @Override
    public void append(AuditEntry entry) {
      audited.add(entry);
    }

    @Override
    public List<AuditPage.Row> find(AuditQuery query, long before, int most) {
      return List.of();
    }
  }
}
