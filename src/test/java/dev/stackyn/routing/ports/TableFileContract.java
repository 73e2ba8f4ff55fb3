package dev.stackyn.routing.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.Backend;
import dev.stackyn.routing.domain.Destination;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.Maintenance;
import dev.stackyn.routing.domain.Route;
import dev.stackyn.routing.domain.RouteTable;
import dev.stackyn.routing.domain.Rules;
import dev.stackyn.routing.domain.Www;
import dev.stackyn.routing.ports.TableFile.Origin;
import dev.stackyn.testing.ManualClock;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

public abstract class TableFileContract {
  protected static final AppId BLOG = new AppId(new UUID(1, 1));
  protected static final AppId SHOP = new AppId(new UUID(1, 2));
  protected static final Backend AT_BLOG = Backend.at("10.1.0.2", 3000);
  protected static final Backend AT_SHOP = Backend.at("fd00:0:0:0:0:0:0:2", 8080);
  protected static final Map<AppId, Set<InetAddress>> EVERYBODY =
      Map.of(BLOG, Set.of(AT_BLOG.address()), SHOP, Set.of(AT_SHOP.address()));

  protected final ManualClock clock = new ManualClock();

  protected abstract TableFile file();

  @Test
  void givesBackWhatWasKept() {
    Route blog = to(BLOG, AT_BLOG, "blog.example.com", "www.blog.example.com");
    Route shop = to(SHOP, AT_SHOP, "shop.example.com");

    assertThat(keep(blog, shop)).isTrue();
    assertThat(file().origin()).hasValue(new Origin("here", clock.instant()));
    assertThat(file().routes(EVERYBODY)).containsExactlyInAnyOrder(blog, shop);
    assertThat(keep(shop)).isTrue();
    assertThat(file().routes(EVERYBODY)).containsExactly(shop);
  }

  @Test
  void givesOnlyWhatLeadsToWhereItsAppIs() {
    keep(to(BLOG, AT_BLOG, "blog.example.com"), to(SHOP, AT_SHOP, "shop.example.com"));

    assertThat(file().routes(Map.of())).isEmpty();
    assertThat(
            file().routes(Map.of(BLOG, Set.of(AT_SHOP.address()), SHOP, Set.of(AT_BLOG.address()))))
        .as("each is where the other was")
        .isEmpty();
    assertThat(file().routes(Map.of(BLOG, Set.of(AT_SHOP.address(), AT_BLOG.address()))))
        .extracting(Route::app)
        .containsExactly(BLOG);
  }

  @Test
  void keepsNothingOfAppsThatHaveRulesOrDoNotServe() {
    Rules upkeep =
        new Rules(
            false,
            Www.AS_ASKED,
            Optional.empty(),
            List.of(),
            new Maintenance(true, Optional.empty()),
            Optional.empty(),
            List.of(),
            OptionalLong.empty());
    Host host = new Host("blog.example.com");
    keep(
        new Route(BLOG, Set.of(host), new Destination.At(AT_BLOG), upkeep),
        new Route(SHOP, Set.of(new Host("shop.example.com")), new Destination.Starting()));

    assertThat(file().origin()).isPresent();
    assertThat(file().routes(EVERYBODY)).isEmpty();
  }

  @Test
  void whatIsNoLongerWantedDoesNotTakeThePlaceOfAnything() {
    Route blog = to(BLOG, AT_BLOG, "blog.example.com");
    keep(blog);
    RouteTable next = new RouteTable(2, List.of(to(SHOP, AT_SHOP, "shop.example.com")));

    assertThat(file().keep("here", next, () -> false)).isFalse();
    assertThat(file().routes(EVERYBODY)).containsExactly(blog);
  }

  @Test
  void isGoneWhenItIsDiscarded() {
    keep(to(BLOG, AT_BLOG, "blog.example.com"));
    file().discard();
    file().discard();

    assertThat(file().origin()).isEmpty();
    assertThat(file().confirm()).isFalse();
  }

  @Test
  void knowsWhenItWasConfirmed() {
    assertThat(file().confirm()).isFalse();
    keep(to(BLOG, AT_BLOG, "blog.example.com"));
    clock.pass(Duration.ofSeconds(30));

    assertThat(file().confirm()).isTrue();
    assertThat(file().origin()).hasValue(new Origin("here", clock.instant()));
  }

  protected final boolean keep(Route... routes) {
    return file().keep("here", new RouteTable(1, List.of(routes)), () -> true);
  }

  protected static Route to(AppId app, Backend backend, String... hosts) {
    return new Route(app, List.of(hosts).stream().map(Host::new).toList(), at(backend));
  }

  private static Destination at(Backend backend) {
    return new Destination.At(backend);
  }
}
