package dev.stackyn.deployments.engine.ports;

import java.util.regex.Pattern;

/** What an image is, whichever names it has: the digest of its content. */
public record ImageId(String value) {
  private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

  public ImageId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not an image's digest: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
