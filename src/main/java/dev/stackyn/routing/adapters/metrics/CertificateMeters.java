package dev.stackyn.routing.adapters.metrics;

import dev.stackyn.platform.domain.DatabaseArrival;
import dev.stackyn.routing.domain.CertificateBook;
import dev.stackyn.routing.domain.CertificateFigures;
import dev.stackyn.routing.domain.RouterSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToDoubleFunction;

/**
 * What there is to know of the certificates when somebody collects figures: how long it is until
 * the first of them ends, and how many names there is trouble with. Which ones, the doctor says: a
 * figure for each name would be thousands.
 */
@Singleton
final class CertificateMeters implements DatabaseArrival {
  private static final double SECONDS_A_DAY = Duration.ofDays(1).toSeconds();

  private final boolean needed;
  private final Provider<CertificateBook> book;
  private final MeterRegistry meters;
  private final Clock clock;
  private final AtomicBoolean bound = new AtomicBoolean();

  CertificateMeters(
      RouterSettings settings, Provider<CertificateBook> book, MeterRegistry meters, Clock clock) {
    this.needed = settings.https().isPresent();
    this.book = book;
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public void databaseArrived() {
    if (needed && bound.compareAndSet(false, true)) {
      gauge("certificates.held", "Certificates that are served", CertificateFigures::held);
      gauge(
          "certificates.failing",
          "Names whose last try to get or renew a certificate failed",
          CertificateFigures::failing);
      gauge(
          "certificates.first.expiry.days",
          "Days until the first certificate ends; none when there is no certificate",
          this::daysLeft);
    }
  }

  /** A database that does not answer now makes a figure that is none, not a failure. */
  private void gauge(String name, String what, ToDoubleFunction<CertificateFigures> figure) {
    Gauge.builder(name, book, kept -> figure.applyAsDouble(kept.get().figures()))
        .description(what)
        .register(meters);
  }

  private double daysLeft(CertificateFigures figures) {
    Instant now = clock.instant();
    return figures
        .firstEnd()
        .map(end -> Duration.between(now, end).toSeconds() / SECONDS_A_DAY)
        .orElse(Double.NaN);
  }
}
