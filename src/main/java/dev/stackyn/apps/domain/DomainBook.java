package dev.stackyn.apps.domain;

import dev.stackyn.apps.ports.DomainStore;
import dev.stackyn.billing.domain.Paywall;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.RandomSource;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Requester;
import dev.stackyn.platform.domain.AuditLog;
import dev.stackyn.routing.domain.Host;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is written down of apps' own names: each call is one short transaction. */
@Singleton
public class DomainBook {
  private static final int MOST = 50;
  private static final int TOKEN_BYTES = 16;

  private final AppLookup lookup;
  private final DomainStore store;
  private final Keepers keepers;
  private final RandomSource random;
  private final Clock clock;

  public DomainBook(
      AppLookup lookup, DomainStore store, Keepers keepers, RandomSource random, Clock clock) {
    this.lookup = lookup;
    this.store = store;
    this.keepers = keepers;
    this.random = random;
    this.clock = clock;
  }

  /** Who is asked, and told, before something is written. */
  @Singleton
  record Keepers(Paywall paywall, AuditLog audit) {}

  /** A name, and the app that wants it. */
  public record Claim(App app, CustomDomain domain, boolean contested) {}

  @Transactional
  public List<CustomDomain> list(Requester requester, String id) {
    return store.of(lookup.find(requester, id).id());
  }

  @Transactional
  public Claim find(Requester requester, String id, Host host) {
    return claim(lookup.find(requester, id), host);
  }

  /** One that is there already stays as it is. */
  @Transactional
  public Claim add(Requester requester, String id, Host host) {
    App app = lookup.lock(requester, id);
    keepers.paywall.requireActive(app.owner());
    if (store.find(app.id(), host).isEmpty()) {
      if (store.of(app.id()).size() >= MOST) {
        throw Refusal.invalid("host", "An app has at most " + MOST + " names of its own.");
      }
      String token = HexFormat.of().formatHex(random.bytes(TOKEN_BYTES));
      store.add(CustomDomain.wanted(app.id(), host, token, clock.instant()));
      tell(requester, app, "domain.added", host);
    }
    return claim(app, host);
  }

  @Transactional
  public AppId remove(Requester requester, String id, Host host) {
    App app = lookup.lock(requester, id);
    if (!store.remove(app.id(), host)) {
      throw unknown();
    }
    tell(requester, app, "domain.removed", host);
    return app.id();
  }

  /** Nothing when it, or its app, is gone meanwhile. */
  @Transactional
  public Optional<CustomDomain> note(CustomDomain domain, DomainProof.Verdict verdict) {
    CustomDomain found = domain.found(verdict.proven(), verdict.reason(), clock.instant());
    return store.save(found) ? Optional.of(found) : Optional.empty();
  }

  @Transactional
  public List<Claim> toCheck(int most) {
    return store.toCheck(most).stream()
        .flatMap(domain ->
            lookup.find(domain.app()).stream()
                .map(app -> new Claim(app, domain, store.isContested(domain.app(), domain.host()))))
        .toList();
  }

  private Claim claim(App app, Host host) {
    CustomDomain domain = store.find(app.id(), host).orElseThrow(DomainBook::unknown);
    return new Claim(app, domain, store.isContested(app.id(), host));
  }

  private void tell(Requester requester, App app, String action, Host host) {
    keepers.audit.record(
        requester.id().toString(), action, app.id().toString(), Map.of("host", host.value()));
  }

  private static Refusal unknown() {
    return Refusal.of(ErrorCode.NOT_FOUND, "Domain not found");
  }
}
