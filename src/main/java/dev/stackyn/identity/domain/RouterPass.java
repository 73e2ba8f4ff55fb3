package dev.stackyn.identity.domain;

import dev.stackyn.kernel.RandomSource;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What this process's router shows when it brings the platform a request: it is believed about
 * whose request it is, as a proxy is that the settings name. Apps on this machine speak from
 * loopback too, but do not know this word, which is another one in every process.
 */
@Singleton
public final class RouterPass {
  public static final String HEADER = "X-Stackyn-Router";
  private static final int BYTES = 32;

  private final String word;

  public RouterPass(RandomSource random) {
    word = HexFormat.of().formatHex(random.bytes(BYTES));
  }

  public String word() {
    return word;
  }

  public boolean isShownBy(@Nullable String header) {
    return header != null
        && MessageDigest.isEqual(
            word.getBytes(StandardCharsets.US_ASCII), header.getBytes(StandardCharsets.UTF_8));
  }
}
