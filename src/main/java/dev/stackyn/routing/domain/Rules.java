package dev.stackyn.routing.domain;

import dev.stackyn.kernel.AddressRange;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the router sees to for one app, so that the app need not. They never change: a request is
 * held against the very rules that were in force when it came.
 *
 * @param addresses whom the app answers; none: everybody
 * @param headers what goes on every answer of the app, over what it says itself
 * @param mostBody how long the body of a request may be
 */
public record Rules(
    boolean toHttps,
    Www www,
    Optional<Login> login,
    List<AddressRange> addresses,
    Maintenance maintenance,
    Optional<RequestRate> rate,
    List<HeaderLine> headers,
    OptionalLong mostBody) {

  /** Every app's until its owner says something else. */
  public static final Rules NONE =
      new Rules(
          false,
          Www.AS_ASKED,
          Optional.empty(),
          List.of(),
          Maintenance.NONE,
          Optional.empty(),
          List.of(),
          OptionalLong.empty());

  public static final int MOST_ADDRESSES = 100;
  public static final int MOST_HEADERS = 30;

  public Rules {
    addresses = List.copyOf(addresses);
    headers = List.copyOf(headers);
    if (addresses.size() > MOST_ADDRESSES || headers.size() > MOST_HEADERS) {
      throw new IllegalArgumentException("more than there is room for");
    }
    if (mostBody.isPresent() && mostBody.getAsLong() < 1) {
      throw new IllegalArgumentException("no room for a body");
    }
  }
}
