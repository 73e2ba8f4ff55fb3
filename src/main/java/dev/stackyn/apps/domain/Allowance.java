package dev.stackyn.apps.domain;

import dev.stackyn.apps.ports.AppList;
import dev.stackyn.apps.ports.AppStore;
import dev.stackyn.billing.domain.Limits;
import dev.stackyn.billing.domain.Paywall;
import dev.stackyn.billing.domain.Usage;
import dev.stackyn.billing.domain.Used;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.UserId;
import dev.stackyn.platform.domain.RowSet;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How much of their plans users have taken up with apps, and whether there is room for more. */
@Singleton
public class Allowance implements Usage {
  /** With less than this hardly anything starts. */
  private static final int LEAST_MB = 128;

  private final AppList list;
  private final AppStore store;
  private final Paywall paywall;
  private final AppsSettings settings;

  public Allowance(AppList list, AppStore store, Paywall paywall, AppsSettings settings) {
    this.list = list;
    this.store = store;
    this.paywall = paywall;
    this.settings = settings;
  }

  @Override
  @Transactional
  public Map<UserId, Used> of(Set<UserId> users) {
    return list.usage(users);
  }

  @Override
  public RowSet rows(UserId user) {
    return AppRows.OWNED.of(user.value());
  }

  /**
   * What he may have, and until the transaction ends nobody else takes any of it; a refusal when
   * his plan has run out.
   */
  @Transactional
  Limits reserve(UserId owner) {
    Limits limits = plan(owner);
    store.serialize(owner);
    return limits;
  }

  /** What he may have; a refusal when his plan has run out. */
  @Transactional
  Limits plan(UserId owner) {
    return paywall.requireActive(owner).limits();
  }

  @Transactional
  void requireAnotherApp(UserId owner, Limits limits) {
    if (of(owner).apps() >= limits.apps()) {
      throw Refusal.of(
          ErrorCode.PLAN_LIMIT_EXCEEDED,
          ("You have reached the maximum number of apps (%d) for your plan. Please upgrade your"
                  + " plan to create more apps.")
              .formatted(limits.apps()));
    }
  }

  /**
   * What an app gets: as much as was said, else the usual or what is left.
   *
   * @param hadMb what it has so far; it may always keep that
   */
  @Transactional
  int memory(UserId owner, Optional<Integer> saidMb, int hadMb, Limits limits) {
    int others = of(owner).memoryMb() - hadMb;
    int givenMb = saidMb.orElseGet(() -> usual(limits.memoryMb() - others));
    long total = (long) others + givenMb;
    if (givenMb > hadMb && total > limits.memoryMb()) {
      throw Refusal.of(
          ErrorCode.PLAN_LIMIT_EXCEEDED,
          "plan limit exceeded. Total RAM usage (%d MB) exceeds limit (%d MB). Upgrade to continue"
              .formatted(total, limits.memoryMb()));
    }
    return givenMb;
  }

  private int usual(int leftMb) {
    return Math.clamp(leftMb, Math.min(LEAST_MB, settings.memoryMb()), settings.memoryMb());
  }

  private Used of(UserId owner) {
    return list.usage(Set.of(owner)).getOrDefault(owner, Used.NOTHING);
  }
}
