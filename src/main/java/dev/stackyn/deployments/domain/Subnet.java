package dev.stackyn.deployments.domain;

import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range of IPv4 addresses as networks are made of, written as {@code 10.213.0.0/16}. */
public record Subnet(int first, int bits) {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");
  private static final int ALL_BITS = 32;
  private static final int LARGEST_BYTE = 255;

  public Subnet {
    if (bits < 0 || bits > ALL_BITS) {
      throw new IllegalArgumentException("no such prefix length");
    }
    first &= mask(bits);
  }

  /** Nothing for whatever is not one, such as an IPv6 range. */
  public static Optional<Subnet> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int address = 0;
    for (int part = 1; part <= 4; part++) {
      int value = Integer.parseInt(form.group(part));
      if (value > LARGEST_BYTE) {
        return Optional.empty();
      }
      address = (address << Byte.SIZE) | value;
    }
    int bits = Integer.parseInt(form.group(5));
    return bits <= ALL_BITS ? Optional.of(new Subnet(address, bits)) : Optional.empty();
  }

  public boolean overlaps(Subnet other) {
    int common = mask(Math.min(bits, other.bits));
    return (first & common) == (other.first & common);
  }

  /**
   * A part of this one that touches none of those that are taken. The search begins at a place that
   * follows from the seed: whoever searches at the same time for something else begins elsewhere.
   */
  public Optional<Subnet> free(int partBits, Collection<Subnet> taken, int seed) {
    int parts = 1 << (partBits - bits);
    int start = Math.floorMod(seed, parts);
    for (int step = 0; step < parts; step++) {
      int place = (start + step) % parts;
      Subnet part = new Subnet(first + (place << (ALL_BITS - partBits)), partBits);
      if (taken.stream().noneMatch(part::overlaps)) {
        return Optional.of(part);
      }
    }
    return Optional.empty();
  }

  /** The first address that a machine may have: a bridge takes it for itself. */
  public String gateway() {
    return address(first + 1);
  }

  @Override
  public String toString() {
    return address(first) + "/" + bits;
  }

  private static String address(int value) {
    return "%d.%d.%d.%d"
        .formatted(value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
  }

  private static int mask(int bits) {
    return bits == 0 ? 0 : -1 << (ALL_BITS - bits);
  }
}
