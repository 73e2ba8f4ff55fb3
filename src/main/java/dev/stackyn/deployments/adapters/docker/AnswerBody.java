package dev.stackyn.deployments.adapters.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of an answer's body, which ends where the answer's head says so. */
final class AnswerBody extends InputStream {
  private final InputStream in;
  private final boolean chunked;
  private long left;
  private boolean over;

  private AnswerBody(InputStream in, boolean chunked, long left) {
    this.in = in;
    this.chunked = chunked;
    this.left = left;
    this.over = !chunked && left == 0;
  }

  static AnswerBody chunked(InputStream in) {
    return new AnswerBody(in, true, 0);
  }

  static AnswerBody of(InputStream in, long length) {
    return new AnswerBody(in, false, length);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    if (chunked && left == 0 && !over) {
      nextChunk();
    }
    if (over) {
      return -1;
    }
    int got = in.read(bytes, from, (int) Math.min(count, left));
    if (got < 0) {
      throw new EOFException("the engine's answer ends too early");
    }
    left -= got;
    finish();
    return got;
  }

  private void nextChunk() throws IOException {
    String size = HeadLines.read(in);
    try {
      left = Long.parseLong(size.split(";", 2)[0].strip(), 16);
    } catch (NumberFormatException e) {
      throw new IOException("the engine's answer is not HTTP", e);
    }
    if (left == 0) {
      over = true;
    }
  }

  private void finish() throws IOException {
    if (left > 0) {
      return;
    }
    if (chunked) {
      HeadLines.read(in);
    } else {
      over = true;
    }
  }
}
