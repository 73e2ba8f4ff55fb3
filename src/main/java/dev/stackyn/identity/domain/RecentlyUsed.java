package dev.stackyn.identity.domain;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map with room for so many entries: the one that was not used for the longest time gives way.
 */
public final class RecentlyUsed<K, V> extends LinkedHashMap<K, V> {
  private final int most;

  public RecentlyUsed(int most) {
    super(64, 0.75f, true);
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
