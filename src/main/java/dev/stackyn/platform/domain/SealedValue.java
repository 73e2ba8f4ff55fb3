package dev.stackyn.platform.domain;

import java.util.Objects;

/**
 * One sealed value among many of its kind.
 *
 * @param place where it is kept, such as its row's key: it stays the same while the value is there
 */
public record SealedValue(String place, SealedBytes sealed) {
  public SealedValue {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(sealed, "sealed");
  }
}
