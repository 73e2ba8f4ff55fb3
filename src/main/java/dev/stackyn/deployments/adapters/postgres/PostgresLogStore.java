package dev.stackyn.deployments.adapters.postgres;

import dev.stackyn.deployments.domain.LogHead;
import dev.stackyn.deployments.domain.LogPage;
import dev.stackyn.deployments.ports.LogStore;
import dev.stackyn.kernel.DeploymentId;
import io.micronaut.data.connection.annotation.Connectable;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQL;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

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

  private static final SQL HEAD =
      DSL.raw(
          """
          select %s, coalesce((select max(p.number) from deployments.log_pieces p where p.deployment_id = d.id), 0),
            exists (select from deployments.last_words w where w.deployment_id = d.id)
          from deployments.deployments d
          """
              .formatted(Rows.COLUMNS));

  /** Lengths are known without reading the texts: what is too long is not even looked at. */
  private static final SQL PAGE =
      DSL.raw(
          """
          select %s, coalesce(log.last, 0), w.deployment_id is not null, log.text, log.whole, w.text
          from deployments.deployments d
          left join deployments.last_words w on w.deployment_id = d.id
          left join lateral (
            select max(p.number) as last, bool_and(p.so_far <= bound.most) as whole,
              string_agg(p.text, '' order by p.number) filter (where p.so_far <= bound.most) as text
            from bound, (
              select number, text, sum(octet_length(text)) over (order by number desc) as so_far
              from deployments.log_pieces
              where deployment_id = d.id) p) log on true
          """
              .formatted(Rows.COLUMNS));

  private static final Field<Integer> LAST = DSL.field(DSL.name("last"), SQLDataType.INTEGER);
  private static final Field<Boolean> GONE = DSL.field(DSL.name("gone"), SQLDataType.BOOLEAN);
  private static final Field<String> TEXT = DSL.field(DSL.name("text"), SQLDataType.CLOB);
  private static final Field<Boolean> WHOLE = DSL.field(DSL.name("whole"), SQLDataType.BOOLEAN);
  private static final Field<String> LAST_WORDS =
      DSL.field(DSL.name("last_words"), SQLDataType.CLOB);
  private static final List<Field<?>> HEAD_FIELDS = Rows.with(LAST, GONE);
  private static final List<Field<?>> PAGE_FIELDS = Rows.with(LAST, GONE, TEXT, WHOLE, LAST_WORDS);

  private static final String CUT = "[… the beginning is left out …]\n";

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
  public Optional<LogHead> head(DeploymentId deployment) {
    return database
        .resultQuery("{0} where d.id = {1}", HEAD, DSL.val(deployment.value()))
        .coerce(HEAD_FIELDS)
        .fetchOptional(PostgresLogStore::head);
  }

  @Override
  @Connectable
  public Optional<LogPage> page(DeploymentId deployment, int most) {
    return database
        .resultQuery(
            "with bound as (select {0} as most) {1} where d.id = {2}",
            DSL.val(most), PAGE, DSL.val(deployment.value()))
        .coerce(PAGE_FIELDS)
        .fetchOptional(
            row -> new LogPage(head(row), text(row), Optional.ofNullable(row.get(LAST_WORDS))));
  }

  private static LogHead head(Record row) {
    return new LogHead(Rows.deployment(row), row.get(LAST), row.get(GONE));
  }

  private static Optional<String> text(Record row) {
    return Optional.ofNullable(row.get(TEXT)).map(text -> row.get(WHOLE) ? text : CUT + text);
  }
}
