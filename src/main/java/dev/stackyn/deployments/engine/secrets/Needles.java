package dev.stackyn.deployments.engine.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds where any of many texts begins in another one. The first six bytes decide nearly everywhere
 * that none does: they are one number, which is looked up in a small table of bits. What is left is
 * compared with the texts that begin so, which stand in order. How long that takes at one place is
 * bounded, whatever somebody prints.
 */
final class Needles {
  /** No text is shorter. */
  static final int SHORTEST = 6;

  static final long NONE = 0;

  /** It depends on what follows. */
  static final long UNDECIDED = -1;

  private static final int BITS_PER_BYTE = 8;

  /** What is longer is known by so much of it: a few long texts must not need megabytes. */
  private static final int LONGEST = 1024;

  /** As a shift. */
  private static final int WORD = 6;

  private static final long KEY = (1L << (SHORTEST * BITS_PER_BYTE)) - 1;
  private static final long EMPTY = -1;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /** Of so many keys, one is let through that begins no text. */
  private static final int SPARSE = 64;

  private static final int LONGEST_FILTER = 1 << 24;

  private final byte[][] texts;
  private final String[] names;
  private final boolean[] cut;

  /** Of each text, the longest other one that it begins with. */
  private final int[] within;

  private final int enough;
  private final long[] filter;
  private final int filterShift;
  private final long[] keys;
  private final int[] firsts;

  /**
   * @param enough so many bytes count as the whole text: what is printed is often cut
   */
  Needles(Map<String, String> namesByText, int enough) {
    TreeMap<byte[], Needle> sorted = new TreeMap<>(Arrays::compareUnsigned);
    namesByText.forEach((text, name) -> {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (bytes.length >= SHORTEST) {
        boolean tooLong = bytes.length > LONGEST;
        sorted.putIfAbsent(
            tooLong ? Arrays.copyOf(bytes, LONGEST) : bytes, new Needle(name, tooLong));
      }
    });
    this.texts = sorted.keySet().toArray(byte[][]::new);
    this.names = sorted.values().stream().map(Needle::name).toArray(String[]::new);
    this.cut = new boolean[texts.length];
    int index = 0;
    for (Needle needle : sorted.values()) {
      cut[index++] = needle.cut();
    }
    this.within = within(texts);
    this.enough = enough;
    int bits = powerOfTwo(Math.min((long) texts.length * SPARSE, LONGEST_FILTER));
    this.filter = new long[Math.max(1, bits / Long.SIZE)];
    this.filterShift = Long.SIZE - Integer.numberOfTrailingZeros(bits);
    int slots = powerOfTwo(texts.length * 2L);
    this.keys = new long[slots];
    this.firsts = new int[slots];
    fill();
  }

  private record Needle(String name, boolean cut) {}

  private static int powerOfTwo(long atLeast) {
    return Integer.highestOneBit((int) Math.max(Long.SIZE, atLeast) - 1) << 1;
  }

  private static int[] within(byte[][] texts) {
    int[] within = new int[texts.length];
    for (int i = 0; i < texts.length; i++) {
      int before = i - 1;
      while (before >= 0 && !begins(texts[before], texts[i])) {
        before = within[before];
      }
      within[i] = before;
    }
    return within;
  }

  private static boolean begins(byte[] beginning, byte[] text) {
    return beginning.length <= text.length
        && Arrays.equals(beginning, 0, beginning.length, text, 0, beginning.length);
  }

  private void fill() {
    Arrays.fill(keys, EMPTY);
    for (int i = texts.length - 1; i >= 0; i--) {
      long key = key(texts[i], 0);
      int bit = (int) ((key * MIX) >>> filterShift);
      filter[bit >>> WORD] |= 1L << bit;
      int slot = slot(key);
      keys[slot] = key;
      firsts[slot] = i;
    }
  }

  /** Where the key is, or would be. */
  private int slot(long key) {
    int slot = (int) ((key * MIX) >>> Integer.SIZE) & (keys.length - 1);
    while (keys[slot] != EMPTY && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  private static long key(byte[] text, int at) {
    long key = 0;
    for (int i = 0; i < SHORTEST; i++) {
      key = (key << BITS_PER_BYTE) | (text[at + i] & 0xff);
    }
    return key;
  }

  boolean isEmpty() {
    return texts.length == 0;
  }

  /**
   * The first place from here on where a text may begin that has its first bytes before the end.
   */
  int candidate(byte[] text, int from, int end) {
    if (end - from < SHORTEST) {
      return -1;
    }
    long key = key(text, from) >>> BITS_PER_BYTE;
    for (int i = from + SHORTEST - 1; i < end; i++) {
      key = ((key << BITS_PER_BYTE) | (text[i] & 0xff)) & KEY;
      int bit = (int) ((key * MIX) >>> filterShift);
      if (((filter[bit >>> WORD] >>> bit) & 1) != 0 && keys[slot(key)] == key) {
        return i - SHORTEST + 1;
      }
    }
    return -1;
  }

  /**
   * The longest text that is at the place, which is a candidate: its number and its length, for
   * {@link #name} and {@link #length}.
   *
   * @param last whether nothing follows the end
   */
  long at(byte[] text, int place, int end, boolean last) {
    long key = key(text, place);
    int first = firsts[slot(key)];
    int above = above(first, key, text, place, end);
    long best = NONE;
    if (above > first) {
      int below = above - 1;
      int same = same(below, text, place, end);
      best = better(best, below, same);
      int whole = below;
      while (whole >= 0 && texts[whole].length > same) {
        whole = within[whole];
      }
      best = whole < 0 ? best : better(best, whole, texts[whole].length);
    }
    if (above < texts.length) {
      int same = same(above, text, place, end);
      if (same == end - place && !last) {
        return UNDECIDED;
      }
      best = better(best, above, same);
    }
    return best;
  }

  /** The first text from the given one on that comes after what stands here, in their order. */
  private int above(int first, long key, byte[] text, int place, int end) {
    int low = first;
    int step = 1;
    while (first + step < texts.length && key(texts[first + step], 0) == key) {
      step *= 2;
    }
    int high = Math.min(texts.length, first + step);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (comesAfter(middle, text, place, end)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private boolean comesAfter(int index, byte[] text, int place, int end) {
    int same = same(index, text, place, end);
    return same < texts[index].length
        && (place + same == end
            || Byte.compareUnsigned(texts[index][same], text[place + same]) > 0);
  }

  /** With how many bytes a text and what stands here begin alike. */
  private int same(int index, byte[] text, int place, int end) {
    int most = Math.min(texts[index].length, end - place);
    int same = Arrays.mismatch(texts[index], 0, most, text, place, place + most);
    return same < 0 ? most : same;
  }

  private long better(long best, int index, int same) {
    boolean counts = same >= Math.min(enough, texts[index].length);
    return counts && same > length(best) ? (long) index << Integer.SIZE | same : best;
  }

  static int length(long found) {
    return (int) found;
  }

  String name(long found) {
    return names[(int) (found >>> Integer.SIZE)];
  }

  /** Whether all that is known of the text is there, and there is more of it. */
  boolean goesOn(long found) {
    int index = (int) (found >>> Integer.SIZE);
    return cut[index] && length(found) == texts[index].length;
  }
}
