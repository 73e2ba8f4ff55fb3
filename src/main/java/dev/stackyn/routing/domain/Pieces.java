package dev.stackyn.routing.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A map that never changes. The next one shares all pieces with it but the one that differs: among
 * a hundred thousand entries a change copies less than a hundred.
 */
final class Pieces<K, V> {
  private static final int ENTRIES_EACH = 64;

  /** Larger on average, and they are cut anew. */
  private static final int MOST_EACH = 2 * ENTRIES_EACH;

  /** 2<sup>32</sup> by the golden ratio: keys that are much alike come to different pieces. */
  private static final int SPREAD = 0x9E3779B9;

  private final List<Map<K, V>> pieces;
  private final int size;

  private Pieces(List<Map<K, V>> pieces, int size) {
    this.pieces = pieces;
    this.size = size;
  }

  /** A map while it is made. */
  static final class Draft<K, V> {
    private final List<Map<K, V>> pieces;

    /** There may be more in the end than is expected. */
    Draft(int expected) {
      int count = Integer.highestOneBit(Math.max(1, 2 * expected / ENTRIES_EACH));
      pieces = new ArrayList<>(count);
      for (int number = 0; number < count; number++) {
        pieces.add(new HashMap<>());
      }
    }

    void put(K key, V value) {
      piece(pieces, key).put(key, value);
    }

    void merge(K key, V value, BinaryOperator<V> sum) {
      piece(pieces, key).merge(key, value, sum);
    }

    Pieces<K, V> finish() {
      return new Pieces<>(List.copyOf(pieces), pieces.stream().mapToInt(Map::size).sum());
    }
  }

  @Nullable V get(K key) {
    return piece(pieces, key).get(key);
  }

  List<V> values() {
    List<V> values = new ArrayList<>(size);
    pieces.forEach(piece -> values.addAll(piece.values()));
    return values;
  }

  Pieces<K, V> with(K key, V value) {
    Map<K, V> changed = new HashMap<>(piece(pieces, key));
    int added = changed.put(key, value) == null ? 1 : 0;
    Pieces<K, V> next = replaced(key, changed, size + added);
    return next.size > pieces.size() * MOST_EACH ? next.cutAnew() : next;
  }

  Pieces<K, V> without(K key) {
    if (get(key) == null) {
      return this;
    }
    Map<K, V> changed = new HashMap<>(piece(pieces, key));
    changed.remove(key);
    return replaced(key, changed, size - 1);
  }

  private Pieces<K, V> replaced(K key, Map<K, V> changed, int nextSize) {
    List<Map<K, V>> next = new ArrayList<>(pieces);
    next.set(number(key, pieces.size()), changed);
    return new Pieces<>(List.copyOf(next), nextSize);
  }

  private Pieces<K, V> cutAnew() {
    Draft<K, V> draft = new Draft<>(size);
    pieces.forEach(piece -> piece.forEach(draft::put));
    return draft.finish();
  }

  private static <K, V> Map<K, V> piece(List<Map<K, V>> pieces, Object key) {
    return pieces.get(number(key, pieces.size()));
  }

  /** By the upper bits: within a piece the lower ones have to differ. */
  private static int number(Object key, int count) {
    return (int) ((Integer.toUnsignedLong(key.hashCode() * SPREAD) * count) >>> Integer.SIZE);
  }
}
