package dev.stackyn.routing.domain;

import dev.stackyn.jobs.domain.JobQueue;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The certificates of hosts, for whoever owns the hosts. */
@Singleton
public class Certificates {
  private final CertificateBook book;
  private final CertificateRules rules;
  private final UploadRules uploads;
  private final Orders orders;
  private final Clock clock;

  public Certificates(
      CertificateBook book,
      CertificateRules rules,
      UploadRules uploads,
      Orders orders,
      Clock clock) {
    this.book = book;
    this.rules = rules;
    this.uploads = uploads;
    this.orders = orders;
    this.clock = clock;
  }

  /** When something may be ordered, and where the order is left. */
  @Singleton
  record Orders(OrderTurns turns, JobQueue queue) {}

  @Transactional
  public HostCertificate of(Host host) {
    List<CertifiedName> names = rules.names(host);
    List<Certificate> known = book.find(names);
    return names.stream()
        .flatMap(name -> known.stream().filter(certificate -> certificate.name().equals(name)))
        .findFirst()
        .map(certificate -> HostCertificate.of(host, certificate, clock.instant()))
        .orElseGet(() ->
            HostCertificate.none(
                host, rules.whyNot(host).orElse("It will be ordered within a minute.")));
  }

  /** A certificate that the host's owner brings, in PEM; it is served within a second. */
  @Transactional
  public HostCertificate upload(AppId app, Host host, String chain, String key) {
    rules.requireTls();
    return HostCertificate.of(
        host, book.upload(app, host, uploads.checked(host, chain, key)), clock.instant());
  }

  /** The platform orders one again. */
  @Transactional
  public HostCertificate giveBack(AppId app, Host host) {
    if (!book.forgetUpload(app, host)) {
      throw Refusal.of(ErrorCode.NOT_FOUND, "No certificate was uploaded for " + host + ".");
    }
    return of(host);
  }

  /** Another is ordered now, as soon as the authority bears to be asked. */
  @Transactional
  public HostCertificate order(Host host) {
    rules
        .whyNot(host)
        .ifPresent(why -> {
          throw Refusal.invalid("host", why);
        });
    CertifiedName name = CertifiedName.of(host);
    Optional<Certificate> hurried = orders.turns.hurry(name);
    if (hurried.isEmpty()) {
      throw Refusal.invalid("host", "The platform orders no certificate for this host alone.");
    }
    orders.queue.enqueue(CertificateRound.order(name));
    return of(host);
  }
}
