package dev.stackyn.identity.domain;

import dev.stackyn.kernel.RandomSource;
import dev.stackyn.platform.domain.Vault;
import java.util.Locale;

/** What stands in, once, for a second factor that was lost. */
public record RecoveryCode(String text) {
  static final int COUNT = 10;
  private static final int LETTERS = 12;

  static RecoveryCode random(RandomSource random) {
    String letters = Base32.encode(random.bytes(LETTERS)).toLowerCase(Locale.ROOT);
    return new RecoveryCode(
        letters.substring(0, 4) + "-" + letters.substring(4, 8) + "-" + letters.substring(8, 12));
  }

  /** However it was typed: dashes, blanks and case do not matter. */
  static Hash hash(Vault vault, String typed) {
    return Hash.of(
        vault.fingerprint("recovery", typed.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT)));
  }

  @Override
  public String toString() {
    return "[recovery code]";
  }
}
