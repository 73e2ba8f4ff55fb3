package dev.stackyn.identity.adapters.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.stackyn.identity.ports.SigningKeys;
import dev.stackyn.platform.domain.DatabaseArrival;
import dev.stackyn.platform.domain.KeyFolder;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The RSA keys in the key folder, one file each. Their names begin with the time they were made:
 * the last one signs, and the last two are taken. The folder is read again when a token names a key
 * that is not known here yet: another platform on the same folder may have made it.
 */
@Singleton
final class KeyRing implements SigningKeys, DatabaseArrival {
  private static final String SUFFIX = ".jwk";
  private static final int BITS = 2048;
  private static final int TAKEN = 2;
  private static final Duration READ_AT_MOST_EVERY = Duration.ofSeconds(1);

  private final KeyFolder folder;
  private final Clock clock;
  private volatile List<RSAKey> keys = List.of();
  private volatile Instant readAt = Instant.EPOCH;

  KeyRing(KeyFolder folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** Makes the first key now, not while the first user waits. */
  @Override
  public void databaseArrived() {
    if (folder.names(SUFFIX).isEmpty()) {
      signing();
    }
  }

  @Override
  public List<Map<String, Object>> publicKeys() {
    signing();
    return keys.stream().map(key -> key.toPublicJWK().toJSONObject()).toList();
  }

  @Override
  public synchronized void rotate() {
    make();
    List<String> files = folder.names(SUFFIX);
    files.subList(0, Math.max(0, files.size() - TAKEN)).forEach(folder::remove);
    read();
  }

  RSAKey signing() {
    return keys.isEmpty() ? firstRead() : keys.getFirst();
  }

  Optional<RSAKey> find(String id) {
    Optional<RSAKey> known = among(id);
    if (known.isPresent()) {
      return known;
    }
    readAgain();
    return among(id);
  }

  private Optional<RSAKey> among(String id) {
    return keys.stream().filter(key -> id.equals(key.getKeyID())).findFirst();
  }

  private synchronized RSAKey firstRead() {
    read();
    if (keys.isEmpty()) {
      make();
      read();
    }
    return keys.getFirst();
  }

  private synchronized void readAgain() {
    if (!clock.instant().isBefore(readAt.plus(READ_AT_MOST_EVERY))) {
      read();
    }
  }

  private void read() {
    keys =
        folder.names(SUFFIX).reversed().stream()
            .limit(TAKEN)
            .map(name -> parse(folder.read(name)))
            .toList();
    readAt = clock.instant();
  }

  private void make() {
    try {
      RSAKey key =
          new RSAKeyGenerator(BITS)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.RS256)
              .keyIDFromThumbprint(true)
              .generate();
      String name =
          String.format(Locale.ROOT, "%015d-%s", clock.millis(), key.getKeyID().substring(0, 8));
      folder.addOrRead(name + SUFFIX, key.toJSONString().getBytes(StandardCharsets.UTF_8));
    } catch (JOSEException e) {
      throw new IllegalStateException("no key could be made", e);
    }
  }

  private static RSAKey parse(byte[] content) {
    try {
      return RSAKey.parse(new String(content, StandardCharsets.UTF_8));
    } catch (ParseException e) {
      // Not the cause: it may repeat what it could not read.
      throw new IllegalStateException("a key file is damaged");
    }
  }
}
