package dev.stackyn.routing.adapters.traefik;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.identity.domain.PasswordHash;
import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.Backend;
import dev.stackyn.routing.domain.Destination;
import dev.stackyn.routing.domain.FrontSettings;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.Login;
import dev.stackyn.routing.domain.Maintenance;
import dev.stackyn.routing.domain.Route;
import dev.stackyn.routing.domain.RouteTable;
import dev.stackyn.routing.domain.Rules;
import dev.stackyn.routing.domain.Www;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraefikDocumentTest {
  private static final AppId SHOP = new AppId(new UUID(1, 1));
  private static final AppId BLOG = new AppId(new UUID(1, 2));
  private static final AppId BARE = new AppId(new UUID(1, 3));
  private static final Set<Host> SHOP_HOSTS =
      Set.of(new Host("www.shop.example"), new Host("shop.apps.example.com"));

  private final JsonMapper json = ObjectMapper.getDefault();

  @ParameterizedTest
  @CsvSource({"document.json, false", "document-tls.json, true"})
  void sendsAppsThatRunToThemselvesAndAllElseToOurOwnRouter(String expected, boolean tls)
      throws IOException {
    assertThat(document(tls ? Traefiks.TLS : Traefiks.PLAIN, routes())).isEqualTo(read(expected));
  }

  @Test
  void isNeverEmptyBecauseAnEmptyOneIsSkipped() throws IOException {
    assertThat(document(Traefiks.PLAIN, List.of())).isEqualTo(read("document-empty.json"));
  }

  @Test
  void anotherBackendIsAnotherService() {
    assertThat(TraefikDocument.serviceOf(to(Backend.at("10.1.0.2", 3000))))
        .isNotEqualTo(TraefikDocument.serviceOf(to(Backend.at("10.1.0.2", 3001))))
        .isNotEqualTo(TraefikDocument.serviceOf(to(Backend.at("10.1.0.3", 3000))));
  }

  /** Traefik would let everybody in whom our own router asks for a password. */
  @Test
  void sendsAppsWithRulesToOurOwnRouterWhichKeepsThem() {
    Rules rules =
        new Rules(
            false,
            Www.AS_ASKED,
            Optional.of(new Login("ada", new PasswordHash("$argon2id$x"))),
            List.of(),
            Maintenance.NONE,
            Optional.empty(),
            List.of(),
            OptionalLong.empty());
    Route route =
        new Route(SHOP, SHOP_HOSTS, new Destination.At(Backend.at("10.213.0.2", 8080)), rules);

    TraefikDocument document =
        TraefikDocument.of(new RouteTable(7, List.of(route)), Traefiks.PLAIN);

    assertThat(TraefikDocument.serviceOf(route)).isEqualTo("stackyn");
    assertThat(document.http().services().keySet()).containsExactly("stackyn");
    assertThat(
            Objects.requireNonNull(document.http().routers().get(TraefikDocument.routerOf(route)))
                .service())
        .isEqualTo("stackyn");
  }

  private JsonNode document(FrontSettings.Traefik traefik, List<Route> routes) throws IOException {
    return json.readValue(
        json.writeValueAsBytes(TraefikDocument.of(new RouteTable(7, routes), traefik)),
        Argument.of(JsonNode.class));
  }

  private JsonNode read(String name) throws IOException {
    try (InputStream file = TraefikDocumentTest.class.getResourceAsStream("/traefik/" + name)) {
      return json.readValue(
          Objects.requireNonNull(file).readAllBytes(), Argument.of(JsonNode.class));
    }
  }

  private static List<Route> routes() {
    return List.of(
        to(Backend.at("10.213.0.2", 8080)),
        new Route(BLOG, Set.of(new Host("blog.apps.example.com")), new Destination.Stopped()),
        new Route(BARE, Set.of(), new Destination.Starting()));
  }

  private static Route to(Backend backend) {
    return new Route(SHOP, SHOP_HOSTS, new Destination.At(backend));
  }

  @Test
  void hasNoRouteForAnAppWithoutHosts() {
    TraefikDocument document =
        TraefikDocument.of(
            new RouteTable(
                7, List.of(new Route(BARE, Set.of(), new Destination.At(Backend.at("::1", 80))))),
            Traefiks.PLAIN);

    assertThat(document.http().routers()).containsOnlyKeys("stackyn");
  }
}
