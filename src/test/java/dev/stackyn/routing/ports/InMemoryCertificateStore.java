package dev.stackyn.routing.ports;

import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.Certificate;
import dev.stackyn.routing.domain.CertificateFigures;
import dev.stackyn.routing.domain.CertifiedName;
import dev.stackyn.routing.domain.SealedChain;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Certificates in a map. */
public final class InMemoryCertificateStore implements CertificateStore {
  private final Map<CertifiedName, Entry> entries = new HashMap<>();
  private long revision;

  private record Entry(Certificate certificate, long revision) {
    private Instant nextTry() {
      return certificate.prospect().nextTry().orElse(Instant.MAX);
    }
  }

  @Override
  public long nextRevision() {
    return ++revision;
  }

  @Override
  public long revision() {
    return revision;
  }

  @Override
  public Map<CertifiedName, Long> versions() {
    Map<CertifiedName, Long> versions = new HashMap<>();
    entries.forEach((name, entry) -> versions.put(name, entry.revision));
    return versions;
  }

  @Override
  public Map<CertifiedName, AppId> uploads() {
    Map<CertifiedName, AppId> uploads = new HashMap<>();
    entries.forEach(
        (name, entry) -> entry.certificate.uploadedFor().ifPresent(app -> uploads.put(name, app)));
    return uploads;
  }

  @Override
  public List<Certificate> find(Collection<CertifiedName> names) {
    return entries.values().stream()
        .map(Entry::certificate)
        .filter(certificate -> names.contains(certificate.name()))
        .sorted(Comparator.comparing(certificate -> certificate.name().value()))
        .toList();
  }

  @Override
  public void put(Certificate certificate, long since) {
    entries.put(certificate.name(), new Entry(certificate, since));
  }

  @Override
  public void remove(CertifiedName name) {
    entries.remove(name);
  }

  @Override
  public CertificateFigures figures() {
    List<Certificate> all = entries.values().stream().map(Entry::certificate).toList();
    List<Instant> ends =
        all.stream()
            .flatMap(certificate -> certificate.held().stream())
            .map(SealedChain::notAfter)
            .sorted()
            .toList();
    long failing = all.stream().filter(one -> one.prospect().failures() > 0).count();
    return new CertificateFigures(ends.size(), (int) failing, ends.stream().findFirst());
  }

  @Override
  public List<Certificate> doubtful(Instant endsBefore, int most) {
    return entries.values().stream()
        .map(Entry::certificate)
        .filter(one -> one.prospect().failures() > 0 || end(one).isBefore(endsBefore))
        .sorted(
            Comparator.comparing(InMemoryCertificateStore::end)
                .thenComparing(one -> one.name().value()))
        .limit(most)
        .toList();
  }

  private static Instant end(Certificate certificate) {
    return certificate.held().map(SealedChain::notAfter).orElse(Instant.MAX);
  }

  @Override
  public List<CertifiedName> due(Instant now, int most) {
    return entries.values().stream()
        .filter(entry -> !entry.nextTry().isAfter(now))
        .sorted(
            Comparator.comparing(Entry::nextTry)
                .thenComparing(entry -> entry.certificate.name().value()))
        .limit(most)
        .map(entry -> entry.certificate.name())
        .toList();
  }
}
