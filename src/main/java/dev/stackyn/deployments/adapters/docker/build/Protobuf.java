package dev.stackyn.deployments.adapters.docker.build;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Protocol buffers, as far as a build needs them: a few numbered fields, read one after the other.
 * Fields that are not known are passed over, so newer engines may send more.
 */
final class Protobuf {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED_32 = 5;
  private static final int MORE = 0x80;
  private static final int SEVEN_BITS = 0x7f;

  private final byte[] message;
  private int at;
  private int wire;
  private long number;
  private byte[] bytes = new byte[0];

  Protobuf(byte[] message) {
    this.message = message;
  }

  /** The number of the next field, or 0 when there is none. Its value is then asked for. */
  int next() {
    if (at >= message.length) {
      return 0;
    }
    long key = varint();
    wire = (int) (key & 7);
    switch (wire) {
      case VARINT -> number = varint();
      case FIXED_64 -> take(Long.BYTES);
      case BYTES -> take(varint());
      case FIXED_32 -> take(Integer.BYTES);
      default -> throw malformed();
    }
    return (int) (key >>> 3);
  }

  long number() {
    return wire == VARINT ? number : 0;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void take(long length) {
    if (length < 0 || length > message.length - at) {
      throw malformed();
    }
    bytes = Arrays.copyOfRange(message, at, at + (int) length);
    at += (int) length;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (at >= message.length) {
        throw malformed();
      }
      byte part = message[at++];
      value |= (long) (part & SEVEN_BITS) << shift;
      if ((part & MORE) == 0) {
        return value;
      }
    }
    throw malformed();
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException("not a message of protocol buffers");
  }

  /** A field whose value is bytes, as it is written. */
  static byte[] field(int number, byte[] value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writeVarint(out, (long) number << 3 | BYTES);
    writeVarint(out, value.length);
    out.writeBytes(value);
    return out.toByteArray();
  }

  static byte[] field(int number, String value) {
    return field(number, value.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] field(int number, long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writeVarint(out, (long) number << 3);
    writeVarint(out, value);
    return out.toByteArray();
  }

  private static void writeVarint(ByteArrayOutputStream out, long value) {
    long left = value;
    while ((left & ~(long) SEVEN_BITS) != 0) {
      out.write((int) (left & SEVEN_BITS) | MORE);
      left >>>= 7;
    }
    out.write((int) left);
  }
}
