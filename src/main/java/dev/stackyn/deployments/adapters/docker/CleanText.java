package dev.stackyn.deployments.adapters.docker;

import java.util.regex.Pattern;

/** Takes out of a line what is meant for a terminal: colours, cursors, bells. */
public final class CleanText {
  /** ESC [ … letter; ESC ] … BEL; ESC and one character. */
  private static final Pattern ESCAPES =
      Pattern.compile("\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?|.)");

  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}&&[^\\t]]");

  private CleanText() {}

  public static String line(String text) {
    return CONTROLS.matcher(ESCAPES.matcher(lastDrawn(text)).replaceAll("")).replaceAll("");
  }

  /** A progress bar draws over itself; only its last state is of interest. */
  private static String lastDrawn(String text) {
    String drawn = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    return drawn.substring(drawn.lastIndexOf('\r') + 1);
  }
}
