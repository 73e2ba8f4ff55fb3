package dev.stackyn.deployments.adapters.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads the lines of an answer's head. */
final class HeadLines {
  private static final int LONGEST = 16 * 1024;

  private HeadLines() {}

  /** The next line without its end; empty where the head ends. */
  static String read(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the engine closed the connection");
      }
      if (next == '\n') {
        return line.toString();
      }
      if (line.length() >= LONGEST) {
        throw new IOException("a line of the engine's answer is too long");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
  }
}
