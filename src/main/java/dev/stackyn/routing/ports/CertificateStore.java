package dev.stackyn.routing.ports;

import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.Certificate;
import dev.stackyn.routing.domain.CertificateFigures;
import dev.stackyn.routing.domain.CertifiedName;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Where certificates are kept. Each call is within a transaction. */
public interface CertificateStore {
  /**
   * Begins a change: whoever else wants to change a certificate or a challenge waits until it has
   * ended. One that is rolled back has not raised the revision.
   */
  long nextRevision();

  /** The revision of the last committed change. */
  long revision();

  /** All names, each with the revision of its last change. */
  Map<CertifiedName, Long> versions();

  /** Which of them were uploaded, and for which app. */
  Map<CertifiedName, AppId> uploads();

  List<Certificate> find(Collection<CertifiedName> names);

  /** Replaces what there is for the name. */
  void put(Certificate certificate, long revision);

  /** What is not there is not missed. */
  void remove(CertifiedName name);

  /** All of them, counted. */
  CertificateFigures figures();

  /** Those whose last try failed, or that end before then; the first to end first. */
  List<Certificate> doubtful(Instant endsBefore, int most);

  /** Those whose next try has come, the longest due first. */
  List<CertifiedName> due(Instant now, int most);
}
