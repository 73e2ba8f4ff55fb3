package dev.stackyn.routing.domain;

import dev.stackyn.platform.domain.RoutingSettings;
import dev.stackyn.platform.domain.Vault;
import dev.stackyn.routing.ports.CertificateMaker;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that handshakes of this process take now, out of memory, and the answers to
 * authorities. A change is one write of one reference: what is open stays open.
 */
@Singleton
public class LiveCertificates {
  /** Made late, as the routes are: the router listens before there is a database. */
  private final Provider<CertificateBook> book;

  private final CertificateMaker maker;
  private final String baseDomain;
  private volatile Served served = Served.NOTHING;
  private final Object spareLock = new Object();
  private volatile @Nullable KeyedChain spare;

  /** What there is at one revision; it never changes. */
  private record Served(
      long revision,
      Map<CertifiedName, Long> versions,
      Map<CertifiedName, KeyedChain> chains,
      Map<Challenge, KeyedChain> doors,
      List<Challenge> challenges) {
    private static final Served NOTHING = new Served(-1, Map.of(), Map.of(), Map.of(), List.of());
  }

  public LiveCertificates(
      Provider<CertificateBook> book, CertificateMaker maker, RoutingSettings settings) {
    this.book = book;
    this.maker = maker;
    this.baseDomain = settings.baseDomain();
  }

  /** The host's own, or the wildcard's. Takes as long among thousands as with one. */
  public Optional<KeyedChain> find(Host host) {
    Map<CertifiedName, KeyedChain> chains = served.chains;
    KeyedChain own = chains.get(CertifiedName.of(host));
    return own == null ? CertifiedName.above(host).map(chains::get) : Optional.of(own);
  }

  /**
   * Our own word for names without a certificate: a handshake ends, and a page can say the rest.
   */
  public KeyedChain spare() {
    KeyedChain made = spare;
    return made == null ? makeSpare() : made;
  }

  /** Under a lock of its own: a handshake never waits for the database. */
  private KeyedChain makeSpare() {
    synchronized (spareLock) {
      KeyedChain made = spare;
      if (made == null) {
        made = maker.selfSigned(List.of("localhost", "*.localhost", baseDomain, "*." + baseDomain));
        spare = made;
      }
      return made;
    }
  }

  /** What an authority sees that looks for an answer in a handshake. */
  public Optional<KeyedChain> door(Host host) {
    return served.doors.entrySet().stream()
        .filter(door -> door.getKey().host().equals(host))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** What an authority reads that looks for an answer on a page. */
  public Optional<String> page(Host host, String token) {
    return served.challenges.stream()
        .filter(challenge ->
            challenge.kind() == Challenge.Kind.HTTP
                && challenge.host().equals(host)
                && challenge.token().equals(token))
        .map(Challenge::answer)
        .findFirst();
  }

  /** Up to which change this process follows; negative before the first reading. */
  public long revision() {
    return served.revision;
  }

  /** Whether this process serves certificates at all. */
  public boolean isFollowed() {
    return served.revision >= 0;
  }

  /** Whether the name is known, with a certificate or still without one. */
  public boolean knows(CertifiedName name) {
    return served.versions.containsKey(name);
  }

  /**
   * Reads what has changed, if anything has. Tells what cannot be served, in words for whoever runs
   * the platform.
   */
  public synchronized List<String> catchUp() {
    Served known = served;
    long revision = book.get().revision();
    if (revision == known.revision) {
      return List.of();
    }
    List<String> troubles = new ArrayList<>();
    Map<CertifiedName, Long> versions = book.get().versions();
    Map<CertifiedName, KeyedChain> chains = new HashMap<>(known.chains);
    chains.keySet().retainAll(versions.keySet());
    List<CertifiedName> changed =
        versions.entrySet().stream()
            .filter(entry -> !entry.getValue().equals(known.versions.get(entry.getKey())))
            .map(Map.Entry::getKey)
            .toList();
    chains.keySet().removeAll(changed);
    for (Certificate certificate : book.get().find(changed)) {
      open(certificate, troubles).ifPresent(chain -> chains.put(certificate.name(), chain));
    }
    List<Challenge> challenges = book.get().challenges();
    served = new Served(revision, versions, chains, doors(challenges, known.doors), challenges);
    return troubles;
  }

  private Optional<KeyedChain> open(Certificate certificate, List<String> troubles) {
    try {
      return certificate.held().map(book.get()::opened);
    } catch (Vault.Unopenable e) {
      troubles.add("the certificate of %s: %s".formatted(certificate.name(), e.getMessage()));
      return Optional.empty();
    }
  }

  private Map<Challenge, KeyedChain> doors(
      List<Challenge> challenges, Map<Challenge, KeyedChain> known) {
    Map<Challenge, KeyedChain> doors = new HashMap<>();
    for (Challenge challenge : challenges) {
      if (challenge.kind() == Challenge.Kind.TLS) {
        KeyedChain door = known.get(challenge);
        doors.put(
            challenge, door == null ? maker.answering(challenge.host(), challenge.answer()) : door);
      }
    }
    return doors;
  }
}
