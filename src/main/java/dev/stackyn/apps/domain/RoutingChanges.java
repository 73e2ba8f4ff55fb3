package dev.stackyn.apps.domain;

import dev.stackyn.apps.domain.AppChanges.Said;
import dev.stackyn.identity.domain.Password;
import dev.stackyn.identity.domain.PasswordHash;
import dev.stackyn.kernel.AddressRange;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.routing.domain.HeaderLine;
import dev.stackyn.routing.domain.Login;
import dev.stackyn.routing.domain.Maintenance;
import dev.stackyn.routing.domain.RequestRate;
import dev.stackyn.routing.domain.Rules;
import dev.stackyn.routing.domain.Www;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What is to be different about how an app is reached; what is not said stays as it is. */
public record RoutingChanges(
    Said<Boolean> toHttps,
    Said<Www> www,
    Said<NewLogin> login,
    Said<List<AddressRange>> addresses,
    Said<Boolean> maintenance,
    Said<String> message,
    Said<RequestRate> rate,
    Said<List<HeaderLine>> headers,
    Said<Long> mostBody) {

  /** Without a password the one that is there already stays. */
  record NewLogin(String user, Optional<Password> password) {}

  public static RoutingChanges of(Map<String, @Nullable Object> said, Fields fields) {
    return new RoutingReader(said, fields).changes();
  }

  /** What people call it. */
  public static String word(Www www) {
    return RoutingReader.word(www);
  }

  boolean areNone() {
    return names().isEmpty();
  }

  /** The password that comes with them, which takes long to make a hash of. */
  Optional<Password> password() {
    return login instanceof Said.Now<NewLogin>(NewLogin wanted)
        ? wanted.password()
        : Optional.empty();
  }

  /**
   * @param hash of the {@link #password}
   */
  Rules over(Rules present, Optional<PasswordHash> hash) {
    return new Rules(
        toHttps.over(Optional.of(present.toHttps())).orElse(Rules.NONE.toHttps()),
        www.over(Optional.of(present.www())).orElse(Rules.NONE.www()),
        login(present, hash),
        addresses.over(Optional.of(present.addresses())).orElse(List.of()),
        new Maintenance(
            maintenance.over(Optional.of(present.maintenance().on())).orElse(false),
            message.over(present.maintenance().message())),
        rate.over(present.rate()),
        headers.over(Optional.of(present.headers())).orElse(List.of()),
        mostBody(present));
  }

  /** What of it, for the audit log. */
  String names() {
    StringBuilder names = new StringBuilder();
    name(names, RoutingReader.TO_HTTPS, toHttps);
    name(names, RoutingReader.WWW, www);
    name(names, RoutingReader.LOGIN, login);
    name(names, RoutingReader.ADDRESSES, addresses);
    name(names, RoutingReader.MAINTENANCE, maintenance);
    name(names, RoutingReader.MESSAGE, message);
    name(names, RoutingReader.RATE, rate);
    name(names, RoutingReader.HEADERS, headers);
    name(names, RoutingReader.MOST_BODY, mostBody);
    return names.toString().strip();
  }

  private Optional<Login> login(Rules present, Optional<PasswordHash> hash) {
    return switch (login) {
      case Said.Nothing<NewLogin> _ -> present.login();
      case Said.Gone<NewLogin> _ -> Optional.empty();
      case Said.Now<NewLogin>(NewLogin wanted) ->
          Optional.of(
              new Login(
                  wanted.user(),
                  hash.or(() -> present.login().map(Login::password))
                      .orElseThrow(() ->
                          Refusal.invalid(
                              RoutingReader.LOGIN + ".password", "A password is required."))));
    };
  }

  private OptionalLong mostBody(Rules present) {
    return switch (mostBody) {
      case Said.Nothing<Long> _ -> present.mostBody();
      case Said.Gone<Long> _ -> OptionalLong.empty();
      case Said.Now<Long>(Long bytes) -> OptionalLong.of(bytes);
    };
  }

  private static void name(StringBuilder names, String name, Said<?> said) {
    if (!(said instanceof Said.Nothing)) {
      names.append(name).append(' ');
    }
  }
}
