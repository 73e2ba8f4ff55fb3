package dev.stackyn.identity.adapters.keys;

import dev.stackyn.identity.domain.PasswordHash;
import dev.stackyn.identity.ports.PasswordHasher;
import dev.stackyn.kernel.RandomSource;
import dev.stackyn.kernel.Secret;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id with 19 MiB, two passes and one lane. The parameters are in each hash: raising them
 * leaves old hashes good.
 */
@Singleton
final class Argon2Hasher implements PasswordHasher {
  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})"
              + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final Cost COST = new Cost(19_456, 2, 1);

  private final RandomSource random;
  private final HashThreads threads;

  private record Cost(int kibibytes, int passes, int lanes) {}

  Argon2Hasher(RandomSource random, HashThreads threads) {
    this.random = random;
    this.threads = threads;
  }

  @Override
  public PasswordHash hash(Secret password) {
    byte[] salt = random.bytes(SALT_BYTES);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return new PasswordHash(
        "$argon2id$v=19$m="
            + COST.kibibytes
            + ",t="
            + COST.passes
            + ",p="
            + COST.lanes
            + "$"
            + base64.encodeToString(salt)
            + "$"
            + base64.encodeToString(derived(password, salt, HASH_BYTES, COST)));
  }

  @Override
  public boolean matches(Secret password, PasswordHash hash) {
    Matcher parts = PHC.matcher(hash.value());
    if (!parts.matches()) {
      throw new IllegalStateException("a stored hash cannot be read");
    }
    Cost cost = new Cost(number(parts, 1), number(parts, 2), number(parts, 3));
    byte[] salt = Base64.getDecoder().decode(parts.group(4));
    byte[] expected = Base64.getDecoder().decode(parts.group(5));
    return MessageDigest.isEqual(expected, derived(password, salt, expected.length, cost));
  }

  private byte[] derived(Secret password, byte[] salt, int length, Cost cost) {
    return threads.run(() -> derive(password, salt, length, cost));
  }

  private static byte[] derive(Secret password, byte[] salt, int length, Cost cost) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.kibibytes)
            .withIterations(cost.passes)
            .withParallelism(cost.lanes)
            .withSalt(salt)
            .build());
    byte[] hash = new byte[length];
    generator.generateBytes(password.reveal().getBytes(StandardCharsets.UTF_8), hash);
    return hash;
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }
}
