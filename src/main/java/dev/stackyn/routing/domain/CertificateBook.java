package dev.stackyn.routing.domain;

import dev.stackyn.kernel.AppId;
import dev.stackyn.platform.domain.Vault;
import dev.stackyn.routing.ports.CertificateStore;
import dev.stackyn.routing.ports.ChallengeStore;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What is written down of certificates: each call is one short transaction. */
@Singleton
public class CertificateBook {
  /** No authority takes as long to look. */
  private static final Duration CHALLENGES_LIVE = Duration.ofHours(1);

  private static final Base64.Encoder PEM_LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private final CertificateStore store;
  private final ChallengeStore challenges;
  private final Vault vault;
  private final Clock clock;

  public CertificateBook(
      CertificateStore store, ChallengeStore challenges, Vault vault, Clock clock) {
    this.store = store;
    this.challenges = challenges;
    this.vault = vault;
    this.clock = clock;
  }

  @Transactional
  public long revision() {
    return store.revision();
  }

  /** All names, each with the revision of its last change. */
  @Transactional
  public Map<CertifiedName, Long> versions() {
    return store.versions();
  }

  @Transactional
  public List<Certificate> find(Collection<CertifiedName> names) {
    return store.find(names);
  }

  @Transactional
  public Optional<Certificate> find(CertifiedName name) {
    return store.find(List.of(name)).stream().findFirst();
  }

  /** What routers answer to authorities now. */
  @Transactional
  public List<Challenge> challenges() {
    return challenges.all();
  }

  /** From the revision that is returned on, routers answer it. */
  @Transactional
  public long post(Challenge challenge) {
    long revision = store.nextRevision();
    challenges.add(challenge, clock.instant());
    return revision;
  }

  @Transactional
  public void takeDown(Challenge challenge) {
    store.nextRevision();
    challenges.remove(challenge);
  }

  /** Replaces what there is for the host: from the next handshakes on, it is served. */
  @Transactional
  public Certificate upload(AppId app, Host host, KeyedChain chain) {
    Certificate uploaded = Certificate.uploaded(host, app, sealed(chain));
    store.put(uploaded, store.nextRevision());
    return uploaded;
  }

  /** What was uploaded for this app is forgotten. False when there is nothing of that kind. */
  @Transactional
  public boolean forgetUpload(AppId app, Host host) {
    long revision = store.nextRevision();
    CertifiedName name = CertifiedName.of(host);
    if (find(name).flatMap(Certificate::uploadedFor).filter(app::equals).isEmpty()) {
      return false;
    }
    store.put(Certificate.wanted(name, clock.instant()), revision);
    return true;
  }

  /** Makes what is kept fit what is wanted. Tells whether there was anything to do. */
  @Transactional
  public boolean settle(Wanted wanted) {
    Instant now = clock.instant();
    Set<CertifiedName> known = store.versions().keySet();
    Map<CertifiedName, AppId> uploads = store.uploads();
    Set<CertifiedName> missing = new HashSet<>(wanted.names());
    missing.removeAll(known);
    List<CertifiedName> surplus =
        known.stream().filter(name -> !wanted.bears(name, uploads.get(name))).toList();
    boolean stale = challenges.removeOlderThan(now.minus(CHALLENGES_LIVE));
    if (missing.isEmpty() && surplus.isEmpty() && !stale) {
      return false;
    }
    long revision = store.nextRevision();
    surplus.forEach(store::remove);
    missing.forEach(name -> store.put(Certificate.wanted(name, now), revision));
    return true;
  }

  /**
   * Changes the entry of a name that the platform orders. Nothing when there is none (any more).
   */
  @Transactional
  public Optional<Certificate> change(CertifiedName name, UnaryOperator<Certificate> change) {
    long revision = store.nextRevision();
    Optional<Certificate> changed =
        find(name).filter(known -> known.uploadedFor().isEmpty()).map(change);
    changed.ifPresent(certificate -> store.put(certificate, revision));
    return changed;
  }

  @Transactional
  public List<CertifiedName> due(int most) {
    return store.due(clock.instant(), most);
  }

  @Transactional
  public CertificateFigures figures() {
    return store.figures();
  }

  public SealedChain sealed(KeyedChain chain) {
    return new SealedChain(
        pem(chain.chain()),
        vault.seal(chain.key().getEncoded()),
        chain.notBefore(),
        chain.notAfter());
  }

  /**
   * What was sealed here, or on another node with the same keys.
   *
   * @throws Vault.Unopenable when its key is missing
   */
  public KeyedChain opened(SealedChain sealed) {
    try {
      List<X509Certificate> chain = certificates(sealed.chain());
      return new KeyedChain(
          chain,
          privateKey(chain.getFirst().getPublicKey().getAlgorithm(), vault.open(sealed.key())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was kept cannot be read", e);
    }
  }

  static PrivateKey privateKey(String algorithm, byte[] pkcs8) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  /** One by one: so read, a certificate that is in many chains is in memory once. */
  private static List<X509Certificate> certificates(String pem) throws CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    ByteArrayInputStream in = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    List<X509Certificate> certificates = new ArrayList<>();
    while (in.available() > 0) {
      certificates.add((X509Certificate) factory.generateCertificate(in));
    }
    return certificates;
  }

  private static String pem(List<X509Certificate> chain) {
    StringBuilder text = new StringBuilder();
    for (X509Certificate certificate : chain) {
      try {
        text.append("-----BEGIN CERTIFICATE-----\n")
            .append(PEM_LINES.encodeToString(certificate.getEncoded()))
            .append("\n-----END CERTIFICATE-----\n");
      } catch (CertificateException e) {
        throw new IllegalArgumentException("a certificate without a form", e);
      }
    }
    return text.toString();
  }
}
