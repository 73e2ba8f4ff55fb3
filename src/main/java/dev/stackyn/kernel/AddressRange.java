package dev.stackyn.kernel;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Network addresses with the same first bits, written as {@code 10.0.0.0/8}. */
public record AddressRange(List<Byte> address, int bits) {
  private static final Pattern NUMERIC =
      Pattern.compile("[0-9.]{7,15}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  public AddressRange {
    address = List.copyOf(address);
    if (bits < 0 || bits > address.size() * Byte.SIZE) {
      throw new IllegalArgumentException("no such prefix length");
    }
  }

  /** A comma list of ranges and single addresses. */
  public static List<AddressRange> list(String text) {
    return Stream.of(text.split(",", -1)).map(String::strip).map(AddressRange::parse).toList();
  }

  /** One range, or one address. */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    List<Byte> address =
        numeric(slash < 0 ? text : text.substring(0, slash))
            .map(AddressRange::bytes)
            .orElseThrow(AddressRange::expectation);
    try {
      int most = address.size() * Byte.SIZE;
      return new AddressRange(
          address, slash < 0 ? most : Integer.parseInt(text.substring(slash + 1)));
    } catch (IllegalArgumentException e) {
      throw expectation();
    }
  }

  /** Reads an address without ever asking a name server. */
  public static Optional<InetAddress> numeric(String text) {
    if (!NUMERIC.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public boolean contains(InetAddress other) {
    byte[] theirs = other.getAddress();
    if (theirs.length != address.size()) {
      return false;
    }
    for (int at = 0, left = bits; left > 0; at++, left -= Byte.SIZE) {
      int mask = left >= Byte.SIZE ? 0xff : 0xff00 >> left;
      if (((address.get(at) ^ theirs[at]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    byte[] raw = new byte[address.size()];
    for (int at = 0; at < raw.length; at++) {
      raw[at] = address.get(at);
    }
    try {
      String text = InetAddress.getByAddress(raw).getHostAddress();
      return bits == raw.length * Byte.SIZE ? text : text + "/" + bits;
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Byte> bytes(InetAddress address) {
    byte[] raw = address.getAddress();
    return Stream.iterate(0, i -> i < raw.length, i -> i + 1).map(i -> raw[i]).toList();
  }

  private static IllegalArgumentException expectation() {
    return new IllegalArgumentException(
        "must be a comma list of addresses or ranges such as 10.0.0.0/8,::1");
  }
}
