package dev.stackyn.routing.domain;

import dev.stackyn.kernel.Refusal;
import dev.stackyn.routing.ports.CertificateStore;
import dev.stackyn.routing.ports.OrderLedger;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Says when something may be ordered, so that no authority is asked more often than it likes,
 * whatever goes wrong here. All platforms on the database share the turns.
 */
@Singleton
public class OrderTurns {
  private static final Duration HOUR = Duration.ofHours(1);

  /** Authorities allow five failures an hour for each name. */
  private static final int MOST_FOR_ONE_NAME = 4;

  private final CertificateStore store;
  private final OrderLedger ledger;
  private final CertificateRules rules;
  private final Clock clock;

  public OrderTurns(
      CertificateStore store, OrderLedger ledger, CertificateRules rules, Clock clock) {
    this.store = store;
    this.ledger = ledger;
    this.rules = rules;
    this.clock = clock;
  }

  /** Something may be ordered now. */
  public record Turn(CertifiedName name, ProofKind proof) {}

  /** The turn is taken, if the name's time has come and there is one left; else it is put off. */
  @Transactional
  public Optional<Turn> take(CertifiedName name) {
    if (!rules.areOn()) {
      return Optional.empty();
    }
    long revision = store.nextRevision();
    Instant now = clock.instant();
    Optional<Certificate> due =
        find(name).filter(known -> known.uploadedFor().isEmpty() && known.isDue(now));
    if (due.isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> free = freeAt(name, now);
    if (free.isPresent()) {
      store.put(due.get().putOff("Much was ordered within the last hour.", free.get()), revision);
      return Optional.empty();
    }
    ledger.add(name, now);
    return due.map(certificate -> new Turn(name, rules.proof(certificate)));
  }

  /** The name is due now, because somebody asks for it: as early as the authority allows. */
  @Transactional
  public Optional<Certificate> hurry(CertifiedName name) {
    long revision = store.nextRevision();
    Instant now = clock.instant();
    Optional<Certificate> known = find(name).filter(one -> one.uploadedFor().isEmpty());
    known
        .flatMap(one -> one.prospect().barredUntil())
        .or(() -> freeAt(name, now))
        .filter(until -> until.isAfter(now))
        .ifPresent(until -> {
          throw Refusal.later(
              "The authority must not be asked for %s before %s.".formatted(name, until),
              Duration.between(now, until));
        });
    Optional<Certificate> hurried = known.map(one -> one.putOff(one.prospect().reason(), now));
    hurried.ifPresent(one -> store.put(one, revision));
    return hurried;
  }

  private Optional<Certificate> find(CertifiedName name) {
    return store.find(List.of(name)).stream().findFirst();
  }

  /** When there is a turn again; nothing when there is one now. */
  private Optional<Instant> freeAt(CertifiedName name, Instant now) {
    List<Instant> all = ledger.since(now.minus(HOUR));
    List<Instant> own = ledger.since(now.minus(HOUR), name);
    return freeAt(all, rules.ordersPerHour()).or(() -> freeAt(own, MOST_FOR_ONE_NAME));
  }

  private static Optional<Instant> freeAt(List<Instant> taken, int most) {
    return taken.size() < most
        ? Optional.empty()
        : Optional.of(taken.get(taken.size() - most).plus(HOUR));
  }
}
