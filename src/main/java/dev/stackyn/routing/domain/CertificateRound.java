package dev.stackyn.routing.domain;

import dev.stackyn.jobs.domain.JobQueue;
import dev.stackyn.jobs.domain.NewJob;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Sees to it that every host has a certificate, and that none runs out. */
@Singleton
public class CertificateRound {
  public static final String KIND = "certificates";

  private static final int MOST_AT_ONCE = 100;
  private static final int NO_RETRIES = 0;

  private final RouteBook routes;
  private final CertificateBook book;
  private final CertificateRules rules;
  private final JobQueue queue;
  private final Clock clock;

  public CertificateRound(
      RouteBook routes, CertificateBook book, CertificateRules rules, JobQueue queue, Clock clock) {
    this.routes = routes;
    this.book = book;
    this.rules = rules;
    this.queue = queue;
    this.clock = clock;
  }

  /** The round itself, as a job. */
  public static NewJob job() {
    return NewJob.of(KIND, "{}").keyed(KIND).withRetries(NO_RETRIES);
  }

  /** Once: writes down what is missing, and leaves an order for everything that is due. */
  public void go() {
    book.settle(rules.wanted(CertificateRules.owners(routes.read()), activeWildcards()));
    if (rules.areOn()) {
      queue.enqueueAll(book.due(MOST_AT_ONCE).stream().map(CertificateRound::order).toList());
    }
  }

  /** Has one made in a moment. */
  public void soon() {
    queue.enqueue(job());
  }

  /** An order of one certificate, as a job: never two at once for a name. */
  static NewJob order(CertifiedName name) {
    String key = "certificate:" + name;
    return NewJob.of(CertificateOrders.KIND, CertificateOrders.payload(name))
        .keyed(key)
        .inLane(key)
        .withRetries(NO_RETRIES);
  }

  private Set<CertifiedName> activeWildcards() {
    List<CertifiedName> wildcards =
        book.versions().keySet().stream().filter(CertifiedName::isWildcard).toList();
    return book.find(wildcards).stream()
        .filter(certificate -> CertificateRules.isActiveWildcard(certificate, clock.instant()))
        .map(Certificate::name)
        .collect(Collectors.toSet());
  }
}
