package dev.stackyn.deployments.engine.ports;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What an image is made from, and how, as a digest: of two images of an app with one recipe either
 * will do.
 */
public record Recipe(String digest) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  public Recipe {
    if (!FORM.matcher(digest).matches()) {
      throw new IllegalArgumentException("not a recipe's digest: " + digest);
    }
  }

  /** Other parts, or the same ones otherwise divided, make another recipe. */
  public static Recipe of(List<String> parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
      }
      return new Recipe(HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return digest;
  }
}
