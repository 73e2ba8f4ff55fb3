package dev.stackyn.platform.adapters.keys;

import dev.stackyn.kernel.RandomSource;
import dev.stackyn.platform.domain.KeyFolder;
import dev.stackyn.platform.domain.SealingKey;
import dev.stackyn.platform.domain.Vault.Unopenable;
import dev.stackyn.platform.ports.SealingKeys;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The sealing keys in the key folder, one file each. Their names begin with the time they were
 * made, and the last one seals. The folder is listed whenever something is sealed: so a key that
 * another process has added is used by everybody from the moment its file is there, and whoever
 * then seals everything anew is not followed by somebody who still seals with the old one.
 */
@Singleton
final class SealingRing implements SealingKeys {
  private static final String SUFFIX = ".seal";
  private static final String RETIRED = SUFFIX + ".retired";
  private static final Pattern NAME =
      Pattern.compile("(\\d{15})-([0-9a-f]{8})\\.seal(?:\\.retired)?");

  private final KeyFolder folder;
  private final RandomSource random;
  private final Clock clock;

  /** Read once each: what a key's file holds never changes. */
  private final ConcurrentMap<String, SealingSecret> secrets = new ConcurrentHashMap<>();

  SealingRing(KeyFolder folder, RandomSource random, Clock clock) {
    this.folder = folder;
    this.random = random;
    this.clock = clock;
  }

  /** What seals now. The first key is made when something is to be sealed for the first time. */
  SealingSecret newest() {
    List<SealingKey> keys = all();
    return secret(keys.isEmpty() ? first() : keys.getLast());
  }

  SealingSecret find(String id) {
    SealingSecret known = secrets.get(id);
    return known != null
        ? known
        : among(all(), id).map(this::secret).orElseThrow(() -> missing(id));
  }

  @Override
  public List<SealingKey> all() {
    return keys(SUFFIX);
  }

  @Override
  public synchronized SealingKey add() {
    byte[] secret = random.bytes(SealingSecret.BYTES);
    List<SealingKey> keys = all();
    SealingKey key = new SealingKey(new SealingSecret(secret).id(), after(keys));
    folder.addOrRead(name(key, SUFFIX), secret);
    return key;
  }

  @Override
  public void retire(SealingKey key) {
    folder.rename(name(key, SUFFIX), name(key, RETIRED));
    secrets.remove(key.id());
  }

  @Override
  public List<SealingKey> retired() {
    return keys(RETIRED);
  }

  @Override
  public void destroy(SealingKey retired) {
    folder.remove(name(retired, RETIRED));
  }

  /** Of two platforms that make the first key at once, both take the same: the last by name. */
  private synchronized SealingKey first() {
    if (all().isEmpty()) {
      add();
    }
    return all().getLast();
  }

  /** However the clocks of the machines differ, a new key is the last one. */
  private Instant after(List<SealingKey> keys) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    return Stream.concat(keys.stream().map(key -> key.madeAt().plusMillis(1)), Stream.of(now))
        .max(Instant::compareTo)
        .orElse(now);
  }

  private SealingSecret secret(SealingKey key) {
    return secrets.computeIfAbsent(key.id(), id -> read(key));
  }

  private SealingSecret read(SealingKey key) {
    String name = name(key, SUFFIX);
    SealingSecret secret = new SealingSecret(folder.read(name));
    if (!secret.id().equals(key.id())) {
      throw new Unopenable("the key file " + folder.path(name) + " is damaged");
    }
    return secret;
  }

  private List<SealingKey> keys(String suffix) {
    return folder.names(suffix).stream().flatMap(name -> parsed(name).stream()).toList();
  }

  private Unopenable missing(String id) {
    String file = "sealed with the key " + id + ", whose file ";
    return new Unopenable(
        among(retired(), id)
            .map(key ->
                file
                    + folder.path(name(key, RETIRED))
                    + " was retired: take '.retired' from its name to open it")
            .orElse(file + folder.path("*-" + id + SUFFIX) + " is missing"));
  }

  private static Optional<SealingKey> among(List<SealingKey> keys, String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  private static String name(SealingKey key, String suffix) {
    return String.format(Locale.ROOT, "%015d-%s%s", key.madeAt().toEpochMilli(), key.id(), suffix);
  }

  private static Optional<SealingKey> parsed(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(
            new SealingKey(
                matcher.group(2), Instant.ofEpochMilli(Long.parseLong(matcher.group(1)))))
        : Optional.empty();
  }
}
