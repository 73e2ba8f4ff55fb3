package dev.stackyn.deployments.adapters.docker.build;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The lines of the engine's answer to a build: each one is an object of JSON. */
final class ProgressLines {
  private static final int LONGEST = 64 * 1024 * 1024;

  private final InputStream in;

  ProgressLines(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  Optional<byte[]> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    while (next >= 0 && (next != '\n' || line.size() == 0)) {
      if (next != '\r' && next != '\n') {
        line.write(next);
      }
      if (line.size() > LONGEST) {
        throw new IOException("a line of the build's progress is too long");
      }
      next = in.read();
    }
    return line.size() == 0 ? Optional.empty() : Optional.of(line.toByteArray());
  }
}
