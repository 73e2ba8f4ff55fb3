package dev.stackyn.deployments.domain;

import java.time.Instant;

/** One line of a deployment's log. */
public record LogLine(int seq, Instant at, String text) {
  private static final int LONGEST = 4_096;

  public LogLine {
    String storable = text.replace("\0", "");
    text = storable.length() > LONGEST ? storable.substring(0, LONGEST) : storable;
  }
}
