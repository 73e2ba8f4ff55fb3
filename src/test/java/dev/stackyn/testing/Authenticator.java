package dev.stackyn.testing;

import dev.stackyn.identity.ports.TotpAlgorithm;
import java.time.Clock;
import java.util.Locale;

/** What an authenticator app does. */
public final class Authenticator {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final byte[] secret;
  private final TotpAlgorithm algorithm;

  public Authenticator(String secret, TestPlatform platform) {
    this.secret = decode(secret);
    this.algorithm = platform.bean(TotpAlgorithm.class);
  }

  /** The code of the time step that is so many steps from the present one. */
  public String code(int stepsAhead) {
    long step = Clock.systemUTC().millis() / 30_000 + stepsAhead;
    return String.format(Locale.ROOT, "%06d", algorithm.codeAt(secret, step));
  }

  private static byte[] decode(String text) {
    byte[] bytes = new byte[text.length() * 5 / 8];
    long buffer = 0;
    int held = 0;
    int at = 0;
    for (int i = 0; i < text.length(); i++) {
      buffer = buffer << 5 | ALPHABET.indexOf(text.charAt(i));
      held += 5;
      if (held >= 8) {
        held -= 8;
        bytes[at++] = (byte) (buffer >> held);
      }
    }
    return bytes;
  }
}
