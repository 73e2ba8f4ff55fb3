package dev.stackyn.apps.domain;

import dev.stackyn.apps.domain.AppChanges.Said;
import dev.stackyn.apps.domain.RoutingChanges.NewLogin;
import dev.stackyn.identity.domain.Password;
import dev.stackyn.kernel.AddressRange;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.routing.domain.HeaderLine;
import dev.stackyn.routing.domain.Login;
import dev.stackyn.routing.domain.Maintenance;
import dev.stackyn.routing.domain.RequestRate;
import dev.stackyn.routing.domain.Rules;
import dev.stackyn.routing.domain.Www;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How an app is to be reached, as people say it: what is null goes back to the default. */
final class RoutingReader {
  static final String TO_HTTPS = "https_redirect";
  static final String WWW = "www_redirect";
  static final String LOGIN = "basic_auth";
  static final String ADDRESSES = "allowed_addresses";
  static final String MAINTENANCE = "maintenance";
  static final String MESSAGE = "maintenance_message";
  static final String RATE = "rate_limit";
  static final String HEADERS = "response_headers";
  static final String MOST_BODY = "body_limit_kb";

  private static final int MOST_BODY_KB = 1_000_000_000;
  private static final long KB = 1 << 10;
  private static final Map<String, Www> WAYS =
      Map.of("none", Www.AS_ASKED, "to_www", Www.TO_WWW, "to_apex", Www.TO_APEX);

  private final Map<String, @Nullable Object> said;
  private final Fields fields;
  private final SettingsReader in;

  RoutingReader(Map<String, @Nullable Object> said, Fields fields) {
    this.said = said;
    this.fields = fields;
    this.in = new SettingsReader("", present(said), fields);
  }

  /** What people call it. */
  static String word(Www www) {
    return WAYS.entrySet().stream()
        .filter(way -> way.getValue() == www)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  RoutingChanges changes() {
    return new RoutingChanges(
        said(TO_HTTPS, in.truth(TO_HTTPS)),
        said(
            WWW, in.text(WWW, WAYS::containsKey, "must be none, to_www or to_apex").map(WAYS::get)),
        said(LOGIN, inner(LOGIN).flatMap(this::login)),
        said(ADDRESSES, in.field(ADDRESSES, RoutingReader::addresses)),
        said(MAINTENANCE, in.truth(MAINTENANCE)),
        said(MESSAGE, in.field(MESSAGE, RoutingReader::message)),
        said(RATE, inner(RATE).flatMap(this::rate)),
        said(HEADERS, in.field(HEADERS, RoutingReader::headers)),
        said(MOST_BODY, in.whole(MOST_BODY, 1, MOST_BODY_KB).map(kb -> kb * KB)));
  }

  private <T> Said<T> said(String name, Optional<T> read) {
    if (!said.containsKey(name)) {
      return new Said.Nothing<>();
    }
    return read.<Said<T>>map(Said.Now::new).orElseGet(Said.Gone::new);
  }

  private Optional<NewLogin> login(SettingsReader part) {
    Optional<String> user =
        part.field("user", value -> text(value))
            .or(() -> required(LOGIN + ".user", "A name is required."));
    Optional<Password> password =
        part.field("password", value -> text(value)).flatMap(this::password);
    return user.flatMap(name -> fields.read(LOGIN + ".user", "user", () -> Login.checked(name)))
        .map(name -> new NewLogin(name, password));
  }

  private Optional<Password> password(String typed) {
    try {
      return Optional.of(Password.of(typed));
    } catch (Refusal e) {
      fields.wrong(LOGIN + ".password", e.text());
      return Optional.empty();
    }
  }

  private Optional<RequestRate> rate(SettingsReader part) {
    Optional<Integer> perSecond =
        part.whole("per_second", 1, RequestRate.MOST)
            .or(() -> required(RATE + ".per_second", "How many per second is required."));
    Optional<Integer> burst = part.whole("burst", 1, RequestRate.MOST);
    boolean perClient = part.truth("per_client").orElse(false);
    return perSecond.map(many -> new RequestRate(many, burst.orElse(many), perClient));
  }

  /** The part of what was said that has fields of its own. */
  private Optional<SettingsReader> inner(String name) {
    return in.field(name, value -> map(value))
        .map(part -> new SettingsReader(name + ".", part, fields));
  }

  /** Unless something else is wrong with it, which has been said then. */
  private <T> Optional<T> required(String field, String text) {
    if (!fields.mention(field)) {
      fields.wrong(field, text);
    }
    return Optional.empty();
  }

  private static List<AddressRange> addresses(Object value) {
    String expectation =
        "must be a list of at most %d addresses or ranges such as 10.0.0.0/8"
            .formatted(Rules.MOST_ADDRESSES);
    if (!(value instanceof List<?> list) || list.size() > Rules.MOST_ADDRESSES) {
      throw new IllegalArgumentException(expectation);
    }
    try {
      return list.stream().map(one -> AddressRange.parse(text(one))).toList();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(expectation, e);
    }
  }

  private static List<HeaderLine> headers(Object value) {
    Map<String, Object> lines = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    lines.putAll(map(value));
    if (lines.size() > Rules.MOST_HEADERS || lines.size() < map(value).size()) {
      throw new IllegalArgumentException(
          "must be at most %d headers, each named once".formatted(Rules.MOST_HEADERS));
    }
    return lines.entrySet().stream()
        .map(line -> new HeaderLine(line.getKey(), text(line.getValue())))
        .toList();
  }

  private static String message(Object value) {
    return new Maintenance(true, Optional.of(text(value))).message().orElseThrow();
  }

  private static Map<String, Object> map(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("must be an object");
    }
    Map<String, @Nullable Object> part = new HashMap<>();
    map.forEach((name, one) -> part.put(String.valueOf(name), one));
    return present(part);
  }

  private static String text(Object value) {
    return SettingsReader.checked(value, SettingsReader::isAnything, "must be a text");
  }

  private static Map<String, Object> present(Map<String, @Nullable Object> said) {
    Map<String, Object> present = new HashMap<>();
    said.forEach((name, value) -> {
      if (value != null) {
        present.put(name, value);
      }
    });
    return present;
  }
}
