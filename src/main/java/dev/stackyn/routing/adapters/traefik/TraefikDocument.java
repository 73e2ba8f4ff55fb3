package dev.stackyn.routing.adapters.traefik;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stackyn.routing.domain.Backend;
import dev.stackyn.routing.domain.FrontSettings;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.Route;
import dev.stackyn.routing.domain.RouteTable;
import dev.stackyn.routing.domain.Rules;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All routes, as Traefik's HTTP provider reads them. What runs is reached directly; the rest is
 * sent to our own router, which knows what to say, as is every app with rules, which it knows how
 * to keep.
 */
@Serdeable
record TraefikDocument(Http http) {
  /**
   * Above what a container's labels say of the same host: those do not know whether it is ready.
   */
  private static final long OURS = 1L << 30;

  private static final long LAST = 1;
  private static final String ROUTER = "stackyn";

  /** What there is of HTTP. */
  @Serdeable
  record Http(SortedMap<String, Router> routers, SortedMap<String, Service> services) {}

  /** Which requests, and where to. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Router(
      String rule, String service, List<String> entryPoints, long priority, @Nullable Tls tls) {}

  /** With which certificate. */
  @Serdeable
  record Tls(String certResolver) {}

  /** Backends, of which there is always one. */
  @Serdeable
  record Service(LoadBalancer loadBalancer) {}

  /** With the client's own Host, which is what a backend is asked for. */
  @Serdeable
  record LoadBalancer(List<Server> servers, boolean passHostHeader) {}

  /** One backend. */
  @Serdeable
  record Server(String url) {}

  /**
   * There is always a route: Traefik skips a document without any, and would go on with the last
   * one of an app that has gone.
   */
  static TraefikDocument of(RouteTable table, FrontSettings.Traefik settings) {
    SortedMap<String, Router> routers = new TreeMap<>();
    SortedMap<String, Service> services = new TreeMap<>();
    services.put(ROUTER, service(settings.router().toString()));
    routers.put(ROUTER, router("PathPrefix(`/`)", ROUTER, LAST, settings));
    for (Route route : table.routes()) {
      if (!route.hosts().isEmpty()) {
        routers.put(routerOf(route), router(ruleOf(route), serviceOf(route), OURS, settings));
        direct(route, services);
      }
    }
    return new TraefikDocument(new Http(routers, services));
  }

  static String routerOf(Route route) {
    return "app-" + route.app();
  }

  /** Another name for each backend: whoever knows the service of a router knows where it leads. */
  static String serviceOf(Route route) {
    return direct(route).map(backend -> routerOf(route) + "-" + plain(backend)).orElse(ROUTER);
  }

  private static Optional<Backend> direct(Route route) {
    return route.rules().equals(Rules.NONE) ? route.backend() : Optional.empty();
  }

  private static void direct(Route route, Map<String, Service> services) {
    direct(route)
        .ifPresent(backend -> services.put(serviceOf(route), service("http://" + backend)));
  }

  private static Router router(
      String rule, String service, long priority, FrontSettings.Traefik settings) {
    return new Router(
        rule,
        service,
        settings.entryPoints(),
        priority,
        settings.resolver().map(Tls::new).orElse(null));
  }

  private static Service service(String url) {
    return new Service(new LoadBalancer(List.of(new Server(url)), true));
  }

  static String ruleOf(Route route) {
    return route.hosts().stream()
        .sorted(Comparator.comparing(Host::value))
        .map("Host(`%s`)"::formatted)
        .collect(Collectors.joining(" || "));
  }

  private static String plain(Backend backend) {
    return backend.toString().replaceAll("[^0-9a-f]+", "-");
  }
}
