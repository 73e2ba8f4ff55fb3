package dev.stackyn.deployments.adapters.routing;

import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.ports.Absence;
import dev.stackyn.deployments.engine.ports.Backend;
import dev.stackyn.deployments.engine.ports.Question;
import dev.stackyn.deployments.engine.ports.Routes;
import dev.stackyn.deployments.engine.ports.Turnover;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.routing.domain.FrontSettings;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.Routing;
import dev.stackyn.routing.domain.Tally;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@link Routes} by the platform's own router. */
@Singleton
final class AppRoutes implements Routes {
  private final Routing routing;
  private final FrontSettings front;

  AppRoutes(Routing routing, FrontSettings front) {
    this.routing = routing;
    this.front = front;
  }

  @Override
  public Optional<String> knock(Backend backend, Question question) {
    return routing.knock(
        routed(backend),
        question.host().map(Host::new),
        question.path(),
        question.expectedStatus());
  }

  @Override
  public void point(AppId app, List<String> hosts, Backend backend) {
    asFailure(() -> routing.point(app, named(hosts), routed(backend)));
  }

  @Override
  public void announce(AppId app, List<String> hosts) {
    asFailure(() -> routing.announce(app, named(hosts)));
  }

  @Override
  public Optional<Backend> current(AppId app) {
    return routing
        .current(app)
        .map(backend -> new Backend(backend.address().getHostAddress(), backend.port()));
  }

  @Override
  public Optional<Turnover> turnover(AppId app, Backend backend) {
    if (front.traefik().isPresent()) {
      return Optional.empty();
    }
    var turnover = routing.turnover(app, routed(backend));
    Tally all = turnover.all();
    return Optional.of(
        new Turnover(
            all.requests(),
            all.failed(),
            all.longestMillis(),
            share(turnover.fresh()),
            share(turnover.before())));
  }

  private static Turnover.Share share(Tally tally) {
    return new Turnover.Share(tally.requests(), tally.errors() + tally.failed());
  }

  @Override
  public boolean drain(String address, Duration most) {
    return routing.drain(address(address), most);
  }

  @Override
  public void withdraw(AppId app, Absence why) {
    switch (why) {
      case Absence.Stopped() -> routing.withdraw(app);
      case Absence.Asleep() -> routing.rest(app);
      case Absence.Broken(DeployCode code) -> routing.fail(app, code.name());
    }
  }

  @Override
  public void forget(AppId app) {
    routing.forget(app);
  }

  private static void asFailure(Runnable change) {
    try {
      change.run();
    } catch (Refusal e) {
      throw switch (e.code()) {
        case HOST_TAKEN -> new DeployFailure(DeployCode.HOST_TAKEN, e.text());
        case NOT_READY -> new DeployFailure(DeployCode.ROUTE_NOT_FOLLOWED, e.text());
        default -> e;
      };
    }
  }

  private static List<Host> named(List<String> hosts) {
    return hosts.stream().map(Host::new).toList();
  }

  private static dev.stackyn.routing.domain.Backend routed(Backend backend) {
    return new dev.stackyn.routing.domain.Backend(address(backend.address()), backend.port());
  }

  private static InetAddress address(String text) {
    return InetAddress.ofLiteral(text);
  }
}
