package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.kernel.AddressRange;
import dev.stackyn.routing.domain.HeaderLine;
import dev.stackyn.routing.domain.Login;
import dev.stackyn.routing.domain.Maintenance;
import dev.stackyn.routing.domain.RequestRate;
import dev.stackyn.routing.domain.Rules;
import dev.stackyn.routing.domain.Www;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Rules of which all but what a test is about are as usual. */
final class RulesRig {
  private RulesRig() {}

  static Rules toHttps() {
    return rules(true, Www.AS_ASKED, Optional.empty(), List.of(), Maintenance.NONE);
  }

  static Rules toHttps(Www www) {
    return rules(true, www, Optional.empty(), List.of(), Maintenance.NONE);
  }

  static Rules www(Www www) {
    return rules(false, www, Optional.empty(), List.of(), Maintenance.NONE);
  }

  static Rules login(String user, String password) {
    Login login = new Login(user, GateRig.hash(password));
    return rules(false, Www.AS_ASKED, Optional.of(login), List.of(), Maintenance.NONE);
  }

  static Rules open(String... ranges) {
    return rules(
        false,
        Www.AS_ASKED,
        Optional.empty(),
        Stream.of(ranges).map(AddressRange::parse).toList(),
        Maintenance.NONE);
  }

  static Rules maintenance(String message) {
    Maintenance on = new Maintenance(true, Optional.of(message));
    return rules(false, Www.AS_ASKED, Optional.empty(), List.of(), on);
  }

  static Rules rate(int perSecond, int burst, boolean perClient) {
    return with(Optional.of(new RequestRate(perSecond, burst, perClient)), List.of(), 0);
  }

  static Rules headers(HeaderLine... lines) {
    return with(Optional.empty(), List.of(lines), 0);
  }

  static Rules mostBody(long bytes) {
    return with(Optional.empty(), List.of(), bytes);
  }

  /** Nobody comes through these. */
  static Rules all() {
    return new Rules(
        true,
        Www.TO_WWW,
        Optional.of(new Login("ada", GateRig.hash("correct horse"))),
        List.of(AddressRange.parse("10.9.9.9")),
        new Maintenance(true, Optional.empty()),
        Optional.of(new RequestRate(1, 1, false)),
        List.of(),
        OptionalLong.of(1));
  }

  private static Rules rules(
      boolean toHttps,
      Www www,
      Optional<Login> login,
      List<AddressRange> addresses,
      Maintenance maintenance) {
    return new Rules(
        toHttps,
        www,
        login,
        addresses,
        maintenance,
        Optional.empty(),
        List.of(),
        OptionalLong.empty());
  }

  private static Rules with(Optional<RequestRate> rate, List<HeaderLine> headers, long mostBody) {
    return new Rules(
        false,
        Www.AS_ASKED,
        Optional.empty(),
        List.of(),
        Maintenance.NONE,
        rate,
        headers,
        mostBody == 0 ? OptionalLong.empty() : OptionalLong.of(mostBody));
  }
}
