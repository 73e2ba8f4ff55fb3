package dev.stackyn.routing.domain;

import dev.stackyn.kernel.RandomSource;
import dev.stackyn.kernel.Stop;
import dev.stackyn.routing.ports.CertificateAuthority;
import dev.stackyn.routing.ports.CertificateAuthority.Declined;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Orders certificates, each when its time has come. It talks to an authority: never to be called
 * within a transaction.
 */
@Singleton
public class CertificateOrders {
  public static final String KIND = "order_certificate";

  private static final int STEPS = 1_000;

  private final CertificateBook book;
  private final OrderTurns turns;
  private final CertificateAuthority authority;
  private final RandomSource random;
  private final Clock clock;

  public CertificateOrders(
      CertificateBook book,
      OrderTurns turns,
      CertificateAuthority authority,
      RandomSource random,
      Clock clock) {
    this.book = book;
    this.turns = turns;
    this.authority = authority;
    this.random = random;
    this.clock = clock;
  }

  /** A name in JSON: there is nothing in one that would have to be escaped. */
  static String payload(CertifiedName name) {
    return '"' + name.value() + '"';
  }

  /** Says how it went, in words; nothing when there was nothing to do. */
  public Optional<String> order(String payload, Stop stop) throws InterruptedException {
    return order(new CertifiedName(payload.substring(1, payload.length() - 1)), stop);
  }

  private Optional<String> order(CertifiedName name, Stop stop) throws InterruptedException {
    Optional<OrderTurns.Turn> turn = turns.take(name);
    return turn.isPresent() ? Optional.of(order(turn.get(), stop)) : Optional.empty();
  }

  private String order(OrderTurns.Turn turn, Stop stop) throws InterruptedException {
    try {
      KeyedChain chain = authority.certify(turn.name(), turn.proof(), stop);
      SealedChain sealed = book.sealed(chain);
      double spread = (double) random.below(STEPS) / STEPS;
      book.change(turn.name(), certificate -> certificate.issued(sealed, spread));
      return "issued, good until " + chain.notAfter();
    } catch (Declined e) {
      return failed(turn.name(), e.reason(), e.barredUntil());
    } catch (Stop.Stopped e) {
      throw e;
    } catch (RuntimeException e) {
      // It is the platform's own fault, and must not come back every minute.
      failed(turn.name(), "The platform could not order it: its log says why.", Optional.empty());
      throw e;
    }
  }

  private String failed(CertifiedName name, String reason, Optional<Instant> barredUntil) {
    Instant now = clock.instant();
    book.change(name, certificate -> certificate.failed(reason, now, barredUntil));
    return reason;
  }
}
