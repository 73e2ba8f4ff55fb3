package dev.stackyn.platform.domain;

import java.util.List;
import java.util.Optional;

/**
 * What a context keeps sealed for longer than a job lives. A context brings one bean of this for
 * each column that holds such values, so that {@link KeyRotation} finds all of them. Every call
 * takes part in the caller's transaction.
 */
public interface SealedValues {
  /** What they are, in the plural, for people: {@code second factors}. */
  String what();

  /**
   * The values at the places that follow the given one, in an order that does not change; from the
   * first place on when none is given, and empty when there are no more. About so many at a time.
   */
  List<SealedValue> after(Optional<String> place, int most);

  /**
   * Keeps the new bytes at the value's place, if the value is still what is there: the platform
   * goes on writing meanwhile, and what it writes is newer. Tells whether it was.
   */
  boolean replace(SealedValue value, SealedBytes anew);
}
