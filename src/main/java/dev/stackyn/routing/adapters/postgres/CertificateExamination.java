package dev.stackyn.routing.adapters.postgres;

import dev.stackyn.platform.domain.Finding;
import dev.stackyn.routing.domain.CertificateFigures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** What the doctor looks at in the certificates. It changes nothing. */
public final class CertificateExamination {
  /** Longer than a sixth of any life that authorities give. */
  private static final Duration HORIZON = Duration.ofDays(70);

  private static final int MOST = 500;
  private static final int NAMED = 3;

  private CertificateExamination() {}

  /** The database has the schema that this version needs. */
  public static Finding of(DataSource database, Clock clock) {
    PostgresCertificateStore store =
        new PostgresCertificateStore(DSL.using(database, SQLDialect.POSTGRES));
    Instant now = clock.instant();
    List<String> troubles =
        store.doubtful(now.plus(HORIZON), MOST).stream()
            .map(certificate -> certificate.troubleAt(now))
            .flatMap(Optional::stream)
            .toList();
    if (troubles.isEmpty()) {
      return Finding.ok(summary(store.figures()));
    }
    String named = String.join("; ", troubles.subList(0, Math.min(NAMED, troubles.size())));
    int more = troubles.size() - NAMED;
    return Finding.warning(
        more > 0 ? named + "; and %d more".formatted(more) : named,
        "see whether the names lead here and port 80 is reached; GET /api/v1/apps/{id}/certificates"
            + " has reason and next try of each");
  }

  private static String summary(CertificateFigures figures) {
    return figures
        .firstEnd()
        .map(end -> "%d certificates, the first ends on %s".formatted(figures.held(), end))
        .orElse("no certificates yet");
  }
}
