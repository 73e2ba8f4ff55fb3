package dev.stackyn.platform.adapters.postgres;

import static dev.stackyn.jooq.platform.Tables.AUDIT_LOG;

import dev.stackyn.jooq.platform.tables.records.AuditLogRecord;
import dev.stackyn.kernel.RequestId;
import dev.stackyn.platform.domain.AuditEntry;
import dev.stackyn.platform.domain.AuditEntry.Action;
import dev.stackyn.platform.domain.AuditPage;
import dev.stackyn.platform.domain.AuditQuery;
import dev.stackyn.platform.ports.AuditStore;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.impl.DSL;

@Singleton
final class PostgresAuditStore implements AuditStore {
  private static final Argument<Map<String, String>> DETAIL =
      Argument.mapOf(String.class, String.class);

  private final DSLContext database;
  private final JsonMapper json;

  PostgresAuditStore(DSLContext database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  @Override
  public void append(AuditEntry entry) {
    database
        .insertInto(AUDIT_LOG)
        .set(AUDIT_LOG.AT, entry.at())
        .set(AUDIT_LOG.ACTOR, entry.actor())
        .set(AUDIT_LOG.ACTION, entry.action().name())
        .set(AUDIT_LOG.SUBJECT, entry.action().subject().orElse(null))
        .set(AUDIT_LOG.DETAIL, json(entry.action().detail()))
        .set(AUDIT_LOG.REQUEST_ID, entry.request().map(RequestId::value).orElse(null))
        .execute();
  }

  @Override
  public List<AuditPage.Row> find(AuditQuery query, long before, int most) {
    return database
        .selectFrom(AUDIT_LOG)
        .where(
            AUDIT_LOG.ID.lt(before),
            query.action().map(AUDIT_LOG.ACTION::eq).orElse(DSL.noCondition()),
            query.actor().map(AUDIT_LOG.ACTOR::eq).orElse(DSL.noCondition()),
            query.from().map(at -> AUDIT_LOG.AT.ge(at)).orElse(DSL.noCondition()),
            query.to().map(at -> AUDIT_LOG.AT.lt(at)).orElse(DSL.noCondition()))
        .orderBy(AUDIT_LOG.ID.desc())
        .limit(most)
        .fetch(row -> new AuditPage.Row(row.getId(), entry(row)));
  }

  private AuditEntry entry(AuditLogRecord row) {
    return new AuditEntry(
        row.getAt(),
        row.getActor(),
        new Action(row.getAction(), Optional.ofNullable(row.getSubject()), detail(row.getDetail())),
        Optional.ofNullable(row.getRequestId()).map(RequestId::new));
  }

  private JSONB json(Map<String, String> detail) {
    try {
      return JSONB.valueOf(json.writeValueAsString(DETAIL, detail));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> detail(JSONB column) {
    try {
      return json.readValue(column.data(), DETAIL);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
