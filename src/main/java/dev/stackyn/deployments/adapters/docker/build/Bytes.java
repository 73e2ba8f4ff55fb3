package dev.stackyn.deployments.adapters.docker.build;

import java.util.Locale;

/** Sizes as people read them. */
final class Bytes {
  private static final String UNITS = "kMGT";
  private static final int STEP = 1000;

  private Bytes() {}

  static String text(long bytes) {
    double value = bytes;
    int unit = -1;
    while (value >= STEP && unit < UNITS.length() - 1) {
      value /= STEP;
      unit++;
    }
    return unit < 0
        ? bytes + " B"
        : String.format(Locale.ROOT, "%.1f %sB", value, UNITS.charAt(unit)).replace(".0 ", " ");
  }
}
