package dev.stackyn.platform.domain;

import java.util.Objects;

/** An answer as it goes out, and the tag that names it. */
public final class WireAnswer {
  private final byte[] body;
  private final String tag;

  /** The bytes are kept as they are: nobody writes to them any more. */
  public WireAnswer(byte[] body, String tag) {
    this.body = Objects.requireNonNull(body, "body");
    this.tag = Objects.requireNonNull(tag, "tag");
  }

  /** To be read only. */
  public byte[] body() {
    return body;
  }

  public String tag() {
    return tag;
  }
}
