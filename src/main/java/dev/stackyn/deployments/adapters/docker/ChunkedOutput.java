package dev.stackyn.deployments.adapters.docker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a body of unknown length: HTTP's chunks, until it is said to end. */
final class ChunkedOutput extends OutputStream {
  private static final int CHUNK = 64 * 1024;
  private static final byte[] LINE_END = {'\r', '\n'};

  private final OutputStream out;
  private final byte[] chunk = new byte[CHUNK];
  private int filled;

  ChunkedOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    if (filled == CHUNK) {
      send();
    }
    chunk[filled++] = (byte) value;
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    int done = 0;
    while (done < count) {
      if (filled == CHUNK) {
        send();
      }
      int fits = Math.min(CHUNK - filled, count - done);
      System.arraycopy(bytes, from + done, chunk, filled, fits);
      filled += fits;
      done += fits;
    }
  }

  void end() throws IOException {
    send();
    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private void send() throws IOException {
    if (filled == 0) {
      return;
    }
    out.write(Integer.toHexString(filled).getBytes(StandardCharsets.US_ASCII));
    out.write(LINE_END);
    out.write(chunk, 0, filled);
    out.write(LINE_END);
    filled = 0;
  }
}
