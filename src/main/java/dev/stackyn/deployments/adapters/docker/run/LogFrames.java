package dev.stackyn.deployments.adapters.docker.run;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * What a container prints, as the engine sends it: pieces of its two streams, each after eight
 * bytes that say which of them it is and how long.
 */
final class LogFrames {
  private static final int HEADER = 8;
  private static final int LENGTH_AT = 4;
  private static final int LONGEST = 1 << 20;
  private static final int ERRORS = 2;

  private LogFrames() {}

  /** Takes one piece; it may end within a line, or within a character. */
  interface Reader {
    void piece(boolean errors, byte[] text);
  }

  /** Returns where the engine's answer ends. */
  static void read(InputStream in, Reader reader) throws IOException {
    while (true) {
      byte[] header = in.readNBytes(HEADER);
      if (header.length == 0) {
        return;
      }
      int length = header.length == HEADER ? ByteBuffer.wrap(header).getInt(LENGTH_AT) : -1;
      if (length < 0 || length > LONGEST) {
        throw new IOException("the engine's output is not in frames");
      }
      byte[] text = in.readNBytes(length);
      if (text.length < length) {
        throw new EOFException("the engine's output breaks off");
      }
      reader.piece(header[0] == ERRORS, text);
    }
  }
}
