package dev.stackyn.routing.adapters.proxy;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * Follows the frames that an app sends on a WebSocket, just far enough to say goodbye for it when
 * it ends without a word: its client learns that the app went away rather than that the network
 * broke.
 */
final class Farewell {
  /** A frame that closes, with status 1001: "going away". */
  private static final byte[] GOING_AWAY = {(byte) 0x88, 2, 3, (byte) 0xE9};

  private static final int SHORTEST_HEAD = 2;
  private static final int LONGEST_HEAD = 14;
  private static final int MASK_LENGTH = 4;
  private static final int TWO_BYTES_FOLLOW = 126;
  private static final int EIGHT_BYTES_FOLLOW = 127;
  private static final int CLOSING = 8;

  private final byte[] head = new byte[LONGEST_HEAD];
  private int have;
  private int need = SHORTEST_HEAD;
  private long payload;
  private boolean said;

  /** This is what comes next. */
  void pass(Buffer part) {
    int at = 0;
    while (at < part.length()) {
      if (payload > 0) {
        long passed = Math.min(payload, part.length() - at);
        payload -= passed;
        at += (int) passed;
      } else {
        take(part.getByte(at));
        at++;
      }
    }
  }

  /** What is to be said in the end; nothing in the middle of a frame, or when it has been said. */
  Optional<Buffer> words() {
    return said || have > 0 || payload > 0
        ? Optional.empty()
        : Optional.of(Buffer.buffer(GOING_AWAY));
  }

  private void take(byte next) {
    head[have++] = next;
    if (have == SHORTEST_HEAD) {
      need = SHORTEST_HEAD + lengthBytes() + ((head[1] & 0x80) == 0 ? 0 : MASK_LENGTH);
    }
    if (have == need) {
      said |= (head[0] & 0x0F) == CLOSING;
      payload = length();
      have = 0;
      need = SHORTEST_HEAD;
    }
  }

  private int lengthBytes() {
    return switch (head[1] & 0x7F) {
      case TWO_BYTES_FOLLOW -> Short.BYTES;
      case EIGHT_BYTES_FOLLOW -> Long.BYTES;
      default -> 0;
    };
  }

  private long length() {
    int bytes = lengthBytes();
    if (bytes == 0) {
      return head[1] & 0x7F;
    }
    long length = 0;
    for (int i = 0; i < bytes; i++) {
      length = (length << Byte.SIZE) | (head[SHORTEST_HEAD + i] & 0xFF);
    }
    return length;
  }
}
