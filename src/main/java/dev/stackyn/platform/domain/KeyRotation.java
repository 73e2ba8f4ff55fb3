package dev.stackyn.platform.domain;

import dev.stackyn.platform.ports.SealingKeys;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Changes the key that seals, while platforms run: they seal with the new one from the moment it is
 * there, and what the old ones sealed is sealed anew. All of it can be done again, whenever it was
 * broken off.
 *
 * <p>An old key goes when nothing that is kept needs it any more. Jobs hold sealed letters too,
 * which nobody seals anew; so it stays for as long as a job made before the new key may still be
 * there.
 */
@Singleton
public class KeyRotation {
  private final SealingKeys keys;
  private final List<SealedValues> kept;
  private final Resealing resealing;
  private final AuditLog audit;
  private final Clock clock;

  /**
   * What became of one context's values.
   *
   * @param unopenable how many could not be opened, by the reason
   */
  public record Tally(String what, int resealed, SortedMap<String, Integer> unopenable) {
    private boolean isComplete() {
      return unopenable.isEmpty();
    }
  }

  /** What was done. */
  public record Outcome(SealingKey newest, List<Tally> tallies, OldKeys old) {
    /** Whether the newest key opens everything that is kept. */
    public boolean isComplete() {
      return KeyRotation.isComplete(tallies);
    }
  }

  /** What became of the keys before the newest: still needed, put aside, or destroyed. */
  public record OldKeys(
      List<SealingKey> needed, List<SealingKey> retired, List<SealingKey> destroyed) {}

  public KeyRotation(
      SealingKeys keys,
      Collection<SealedValues> kept,
      Resealing resealing,
      AuditLog audit,
      Clock clock) {
    this.keys = keys;
    this.kept = kept.stream().sorted(Comparator.comparing(SealedValues::what)).toList();
    this.resealing = resealing;
    this.audit = audit;
    this.clock = clock;
  }

  /** With a key made now. Old ones that nothing needs are put aside. */
  public Outcome rotate(Duration jobsLive) {
    SealingKey key = keys.add();
    audit.platform("keys.rotated", Map.of("sealing_key", key.id()));
    List<Tally> tallies = resealed();
    return outcome(tallies, retired(tallies, jobsLive), List.of());
  }

  /**
   * Without a new key: seals anew what a rotation that was broken off has left, and destroys old
   * keys that nothing needs, those put aside before included. A backup of the database from before
   * the rotation is worth less then: what it holds sealed cannot be opened.
   */
  public Outcome prune(Duration jobsLive) {
    if (keys.all().isEmpty()) {
      keys.add();
    }
    List<Tally> tallies = resealed();
    retired(tallies, jobsLive);
    List<SealingKey> destroyed = isComplete(tallies) ? keys.retired() : List.of();
    destroyed.forEach(keys::destroy);
    return outcome(tallies, List.of(), destroyed);
  }

  private Outcome outcome(
      List<Tally> tallies, List<SealingKey> retired, List<SealingKey> destroyed) {
    List<SealingKey> all = keys.all();
    return new Outcome(
        all.getLast(),
        tallies,
        new OldKeys(List.copyOf(all.subList(0, all.size() - 1)), retired, destroyed));
  }

  private List<SealingKey> retired(List<Tally> tallies, Duration jobsLive) {
    List<SealingKey> superseded =
        isComplete(tallies) ? superseded(clock.instant().minus(jobsLive)) : List.of();
    superseded.forEach(keys::retire);
    return superseded;
  }

  private List<Tally> resealed() {
    return kept.stream().map(this::reseal).toList();
  }

  /** Until nothing is left: what is written meanwhile may be found at a place that was passed. */
  private Tally reseal(SealedValues values) {
    int resealed = 0;
    Tally pass;
    do {
      pass = pass(values);
      resealed += pass.resealed();
    } while (pass.resealed() > 0);
    return new Tally(values.what(), resealed, pass.unopenable());
  }

  private Tally pass(SealedValues values) {
    SortedMap<String, Integer> unopenable = new TreeMap<>();
    int resealed = 0;
    Optional<String> place = Optional.empty();
    do {
      Resealing.Page page = resealing.page(values, place);
      page.unopenable().forEach(why -> unopenable.merge(why, 1, Integer::sum));
      resealed += page.resealed();
      place = page.last();
    } while (place.isPresent());
    return new Tally(values.what(), resealed, unopenable);
  }

  /** Keys whose successor was made before the given time: nothing is younger that they sealed. */
  private List<SealingKey> superseded(Instant before) {
    List<SealingKey> all = keys.all();
    List<SealingKey> superseded = new ArrayList<>();
    for (int i = 0; i + 1 < all.size(); i++) {
      if (all.get(i + 1).madeAt().isBefore(before)) {
        superseded.add(all.get(i));
      }
    }
    return superseded;
  }

  private static boolean isComplete(List<Tally> tallies) {
    return tallies.stream().allMatch(Tally::isComplete);
  }
}
