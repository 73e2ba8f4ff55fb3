package dev.stackyn.deployments.adapters.postgres;

import static dev.stackyn.jooq.deployments.Tables.LOG_PIECES;

import dev.stackyn.deployments.domain.LogText;
import dev.stackyn.deployments.ports.LogStore;
import dev.stackyn.kernel.DeploymentId;
import io.micronaut.data.connection.annotation.Connectable;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.impl.DSL;

/** Each call is one statement, in the caller's transaction if there is one. */
@Singleton
class PostgresLogStore implements LogStore {
  private static final String APPEND =
      """
      insert into deployments.log_pieces (deployment_id, number, text)
      select d.id, coalesce((select max(p.number) from deployments.log_pieces p where p.deployment_id = d.id), 0) + 1, ?
      from deployments.deployments d
      where d.id = ? and d.attempt = ?
      """;

  private static final int AT_ONCE = 32;

  private final DSLContext database;

  PostgresLogStore(DSLContext database) {
    this.database = database;
  }

  @Override
  @Connectable
  public boolean append(DeploymentId deployment, int attempt, String piece) {
    return database.execute(APPEND, piece, deployment.value(), attempt) == 1;
  }

  @Override
  @Connectable
  public int last(DeploymentId deployment) {
    return database
        .select(DSL.coalesce(DSL.max(LOG_PIECES.NUMBER), 0))
        .from(LOG_PIECES)
        .where(LOG_PIECES.DEPLOYMENT_ID.eq(deployment.value()))
        .fetchSingle()
        .value1();
  }

  /** From the end backwards, so that a log of any length costs what is shown of it. */
  @Override
  @Connectable
  public Optional<LogText> read(DeploymentId deployment, int most) {
    StringBuilder text = new StringBuilder();
    int last = 0;
    boolean whole = true;
    try (Cursor<Record2<Integer, String>> pieces =
        database
            .select(LOG_PIECES.NUMBER, LOG_PIECES.TEXT)
            .from(LOG_PIECES)
            .where(LOG_PIECES.DEPLOYMENT_ID.eq(deployment.value()))
            .orderBy(LOG_PIECES.NUMBER.desc())
            .fetchSize(AT_ONCE)
            .fetchLazy()) {
      for (Record2<Integer, String> piece : pieces) {
        last = Math.max(last, piece.value1());
        if (text.length() + piece.value2().length() > most) {
          whole = false;
          break;
        }
        text.insert(0, piece.value2());
      }
    }
    return last == 0 ? Optional.empty() : Optional.of(new LogText(text.toString(), last, whole));
  }
}
