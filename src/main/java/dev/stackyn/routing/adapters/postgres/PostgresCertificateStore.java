package dev.stackyn.routing.adapters.postgres;

import static dev.stackyn.jooq.routing.Tables.CERTIFICATES;
import static dev.stackyn.jooq.routing.Tables.CERTIFICATE_REVISION;

import dev.stackyn.jooq.routing.tables.records.CertificatesRecord;
import dev.stackyn.kernel.AppId;
import dev.stackyn.platform.domain.SealedBytes;
import dev.stackyn.routing.domain.Certificate;
import dev.stackyn.routing.domain.CertificateFigures;
import dev.stackyn.routing.domain.CertifiedName;
import dev.stackyn.routing.domain.SealedChain;
import dev.stackyn.routing.ports.CertificateStore;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

@Singleton
final class PostgresCertificateStore implements CertificateStore {
  private final DSLContext database;

  PostgresCertificateStore(DSLContext database) {
    this.database = database;
  }

  @Override
  public long nextRevision() {
    return Objects.requireNonNull(
        database
            .update(CERTIFICATE_REVISION)
            .set(CERTIFICATE_REVISION.NUMBER, CERTIFICATE_REVISION.NUMBER.plus(1))
            .returningResult(CERTIFICATE_REVISION.NUMBER)
            .fetchSingle()
            .value1());
  }

  @Override
  public long revision() {
    return Objects.requireNonNull(
        database
            .select(CERTIFICATE_REVISION.NUMBER)
            .from(CERTIFICATE_REVISION)
            .fetchSingle()
            .value1());
  }

  @Override
  public Map<CertifiedName, Long> versions() {
    return database
        .select(CERTIFICATES.NAME, CERTIFICATES.REVISION)
        .from(CERTIFICATES)
        .fetchMap(row -> new CertifiedName(row.value1()), row -> row.value2());
  }

  @Override
  public Map<CertifiedName, AppId> uploads() {
    return database
        .select(CERTIFICATES.NAME, CERTIFICATES.UPLOADED_FOR)
        .from(CERTIFICATES)
        .where(CERTIFICATES.UPLOADED_FOR.isNotNull())
        .fetchMap(row -> new CertifiedName(row.value1()), row -> new AppId(row.value2()));
  }

  @Override
  public List<Certificate> find(Collection<CertifiedName> names) {
    return database
        .selectFrom(CERTIFICATES)
        .where(
            CERTIFICATES.NAME.eq(
                DSL.any(names.stream().map(CertifiedName::value).toArray(String[]::new))))
        .orderBy(CERTIFICATES.NAME)
        .fetch(PostgresCertificateStore::certificate);
  }

  @Override
  public void put(Certificate certificate, long revision) {
    CertificatesRecord row = row(certificate);
    row.setRevision(revision);
    database
        .insertInto(CERTIFICATES)
        .set(row)
        .onConflict(CERTIFICATES.NAME)
        .doUpdate()
        .set(row)
        .execute();
  }

  @Override
  public void remove(CertifiedName name) {
    database.deleteFrom(CERTIFICATES).where(CERTIFICATES.NAME.eq(name.value())).execute();
  }

  @Override
  public CertificateFigures figures() {
    var failing = DSL.count().filterWhere(CERTIFICATES.FAILURES.gt(0));
    return database
        .select(DSL.count(CERTIFICATES.NOT_AFTER), failing, DSL.min(CERTIFICATES.NOT_AFTER))
        .from(CERTIFICATES)
        .fetchSingle(row ->
            new CertificateFigures(row.value1(), row.value2(), Optional.ofNullable(row.value3())));
  }

  @Override
  public List<Certificate> doubtful(Instant endsBefore, int most) {
    return database
        .selectFrom(CERTIFICATES)
        .where(CERTIFICATES.FAILURES.gt(0).or(CERTIFICATES.NOT_AFTER.lt(endsBefore)))
        .orderBy(CERTIFICATES.NOT_AFTER.asc().nullsLast(), CERTIFICATES.NAME)
        .limit(most)
        .fetch(PostgresCertificateStore::certificate);
  }

  @Override
  public List<CertifiedName> due(Instant now, int most) {
    return database
        .select(CERTIFICATES.NAME)
        .from(CERTIFICATES)
        .where(CERTIFICATES.NEXT_TRY.le(now))
        .orderBy(CERTIFICATES.NEXT_TRY, CERTIFICATES.NAME)
        .limit(most)
        .fetch(row -> new CertifiedName(row.value1()));
  }

  private static CertificatesRecord row(Certificate certificate) {
    CertificatesRecord row = new CertificatesRecord();
    Optional<SealedChain> held = certificate.held();
    Certificate.Prospect prospect = certificate.prospect();
    row.setName(certificate.name().value());
    row.set(CERTIFICATES.UPLOADED_FOR, certificate.uploadedFor().map(AppId::value).orElse(null));
    row.set(CERTIFICATES.CHAIN, held.map(SealedChain::chain).orElse(null));
    row.set(CERTIFICATES.PRIVATE_KEY, held.map(chain -> chain.key().bytes()).orElse(null));
    row.set(CERTIFICATES.NOT_BEFORE, held.map(SealedChain::notBefore).orElse(null));
    row.set(CERTIFICATES.NOT_AFTER, held.map(SealedChain::notAfter).orElse(null));
    row.setFailures(prospect.failures());
    row.setReason(prospect.reason());
    row.set(CERTIFICATES.NEXT_TRY, prospect.nextTry().orElse(null));
    row.set(CERTIFICATES.BARRED_UNTIL, prospect.barredUntil().orElse(null));
    return row;
  }

  private static Certificate certificate(CertificatesRecord row) {
    Optional<SealedChain> held =
        row.getChain() == null
            ? Optional.empty()
            : Optional.of(
                new SealedChain(
                    row.getChain(),
                    SealedBytes.of(row.getPrivateKey()),
                    row.getNotBefore(),
                    row.getNotAfter()));
    return new Certificate(
        new CertifiedName(row.getName()),
        Optional.ofNullable(row.getUploadedFor()).map(AppId::new),
        held,
        new Certificate.Prospect(
            row.getFailures(),
            row.getReason(),
            Optional.ofNullable(row.getNextTry()),
            Optional.ofNullable(row.getBarredUntil())));
  }
}
