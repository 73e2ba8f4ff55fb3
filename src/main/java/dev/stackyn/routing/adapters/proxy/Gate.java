package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.identity.domain.Proxies;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.RequestId;
import dev.stackyn.routing.domain.Login;
import dev.stackyn.routing.domain.Maintenance;
import dev.stackyn.routing.domain.RequestRate;
import dev.stackyn.routing.domain.Route;
import dev.stackyn.routing.domain.Rules;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where requests are held against the rules of their app: who is not let through is answered here.
 */
@Singleton
final class Gate {
  /**
   * Where authorities that make certificates look whether a name is ours: whoever could be kept
   * from that could not get one. Nothing else has such an address: with a dot or a slash more, an
   * app might take it for another one.
   */
  private static final Pattern CHALLENGE =
      Pattern.compile("/\\.well-known/acme-challenge/[A-Za-z0-9_-]{1,256}");

  private static final Duration MAINTENANCE_PAUSE = Duration.ofMinutes(1);
  private static final String REMEMBERED_FOR = "max-age=3600";

  private final Callers callers;
  private final Meters meters;
  private final Logins logins;
  private final SecureDoor secure;

  Gate(Callers callers, Meters meters, Logins logins, SecureDoor secure) {
    this.callers = callers;
    this.meters = meters;
    this.logins = logins;
    this.secure = secure;
  }

  /** Goes on at once, later, or never: then it has been answered. */
  void pass(Inbound in, RequestId id, Route route, Runnable onwards) {
    Rules rules = route.rules();
    if (isChallenge(in)) {
      onwards.run();
      return;
    }
    Optional<Denial> denial = denial(in, route);
    if (denial.isPresent()) {
      answer(in, id, denial.get());
    } else if (rules.login().isPresent()) {
      login(in, id, route, rules.login().get(), onwards);
    } else {
      onwards.run();
    }
  }

  /** Which of the rules comes first matters: a password must not be asked for in the clear. */
  private Optional<Denial> denial(Inbound in, Route route) {
    Rules rules = route.rules();
    return Stream.<Supplier<Optional<Denial>>>of(
            () -> stranger(in, rules),
            () -> elsewhere(in, route),
            () -> tooMany(in, route),
            () -> maintained(rules.maintenance()),
            () -> tooLong(in, rules))
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Denial> stranger(Inbound in, Rules rules) {
    if (rules.addresses().isEmpty()
        || callers
            .address(in.request())
            .filter(client -> rules.addresses().stream().anyMatch(range -> range.contains(client)))
            .isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        Denial.refused(ErrorCode.FORBIDDEN, "This app is not open to your address."));
  }

  private Optional<Denial> elsewhere(Inbound in, Route route) {
    return secure
        .better(in, route)
        .filter(location -> in.target().startsWith("/"))
        .map(location -> new Denial.Elsewhere(location + in.target()));
  }

  private Optional<Denial> tooMany(Inbound in, Route route) {
    Optional<RequestRate> rate = route.rules().rate();
    return rate.flatMap(allowed -> meters.count(route.app(), allowed, () -> client(in)))
        .map(wait ->
            Denial.later(
                ErrorCode.RATE_LIMITED, "This app gets too many requests at the moment.", wait));
  }

  private static Optional<Denial> maintained(Maintenance maintenance) {
    return maintenance.on()
        ? Optional.of(
            new Denial.Refused(
                ErrorCode.APP_MAINTENANCE,
                "This app is down for maintenance.",
                maintenance.message(),
                Map.of("Retry-After", Denial.seconds(MAINTENANCE_PAUSE))))
        : Optional.empty();
  }

  private static Optional<Denial> tooLong(Inbound in, Rules rules) {
    return rules.mostBody().isPresent() && in.length() > rules.mostBody().getAsLong()
        ? Optional.of(new Denial.TooLong())
        : Optional.empty();
  }

  private void login(Inbound in, RequestId id, Route route, Login login, Runnable onwards) {
    String shown = in.request().getHeader(HttpHeaders.AUTHORIZATION);
    logins
        .check(route.app(), login, shown, client(in))
        .onSuccess(verdict -> {
          switch (verdict) {
            case Logins.Verdict.In ok -> onwards.run();
            case Logins.Verdict.Out no -> answer(in, id, unknown(in));
            case Logins.Verdict.Later(Duration pause) ->
                answer(
                    in,
                    id,
                    Denial.later(
                        ErrorCode.RATE_LIMITED, "Too many sign-ins. Try again later.", pause));
          }
        });
  }

  private static Denial unknown(Inbound in) {
    String realm = in.host().map(Object::toString).orElse("");
    return new Denial.Refused(
        ErrorCode.UNAUTHORIZED,
        "This app asks for a name and a password.",
        Optional.empty(),
        Map.of("WWW-Authenticate", "Basic realm=\"%s\", charset=\"UTF-8\"".formatted(realm)));
  }

  private String client(Inbound in) {
    return callers.address(in.request()).map(Proxies::counted).orElse("");
  }

  private static boolean isChallenge(Inbound in) {
    return in.target().startsWith("/.well-known/")
        && isRead(in.request().method())
        && CHALLENGE.matcher(in.target()).matches();
  }

  private static boolean isRead(HttpMethod method) {
    return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
  }

  /** Of somebody who has gone meanwhile, nothing is written any more. */
  private static void answer(Inbound in, RequestId id, Denial denial) {
    HttpServerRequest request = in.request();
    HttpServerResponse response = request.response();
    if (response.closed()) {
      return;
    }
    switch (denial) {
      case Denial.Elsewhere(String location) -> {
        response
            .setStatusCode(isRead(request.method()) ? 301 : 308)
            .putHeader(HttpHeaders.LOCATION, location)
            // Browsers would keep it for ever otherwise, whatever the owner says next.
            .putHeader(HttpHeaders.CACHE_CONTROL, REMEMBERED_FOR)
            .putHeader(Forwarding.REQUEST_ID, id.value())
            .end();
        in.discardBody();
      }
      case Denial.Refused refused -> {
        refused.headers().forEach(response::putHeader);
        Answers.problem(request, refused.code(), refused.text(), refused.more(), id);
        in.discardBody();
      }
      case Denial.TooLong() -> Answers.tooLong(in, id);
    }
  }
}
