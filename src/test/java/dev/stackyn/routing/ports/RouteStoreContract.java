package dev.stackyn.routing.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.identity.domain.PasswordHash;
import dev.stackyn.kernel.AddressRange;
import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.Backend;
import dev.stackyn.routing.domain.Destination;
import dev.stackyn.routing.domain.HeaderLine;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.Login;
import dev.stackyn.routing.domain.Maintenance;
import dev.stackyn.routing.domain.RequestRate;
import dev.stackyn.routing.domain.Route;
import dev.stackyn.routing.domain.Rules;
import dev.stackyn.routing.domain.Www;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store of routes does. */
public abstract class RouteStoreContract {
  private static final AppId BLOG = new AppId(new UUID(1, 1));
  private static final AppId SHOP = new AppId(new UUID(1, 2));
  private static final Backend OLD = Backend.at("10.1.0.2", 3000);
  private static final Backend NEW = Backend.at("fd00::2", 8080);

  private static final Rules ALL_RULES =
      new Rules(
          true,
          Www.TO_APEX,
          Optional.of(
              new Login("ada", new PasswordHash("$argon2id$v=19$m=1,t=1,p=1$c2FsdA$aGFzaA"))),
          List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("2001:db8::/32")),
          new Maintenance(true, Optional.of("Back at noon.\nReally.")),
          Optional.of(new RequestRate(10, 20, true)),
          List.of(new HeaderLine("X-Frame-Options", "DENY"), new HeaderLine("X-B", "a, b")),
          OptionalLong.of(5L << 30));

  protected abstract RouteStore store();

  @Test
  void givesBackWhatWasPut() {
    put(BLOG, new Destination.At(OLD), "blog.example.com", "www.blog.example.com");
    put(SHOP, new Destination.Starting());

    assertThat(store().find(BLOG))
        .hasValue(route(BLOG, new Destination.At(OLD), "blog.example.com", "www.blog.example.com"));
    assertThat(store().find(SHOP)).hasValue(route(SHOP, new Destination.Starting()));
    assertThat(store().read().find(new Host("www.blog.example.com"))).isEqualTo(store().find(BLOG));
    assertThat(store().find(new AppId(new UUID(1, 3)))).isEmpty();
  }

  @Test
  void replacesAsAWhole() {
    put(BLOG, new Destination.At(OLD), "old.example.com", "both.example.com");
    put(BLOG, new Destination.At(NEW), "both.example.com", "new.example.com");

    assertThat(store().find(BLOG))
        .hasValue(route(BLOG, new Destination.At(NEW), "both.example.com", "new.example.com"));
    assertThat(store().read().find(new Host("old.example.com"))).isEmpty();
    assertThat(store().leadsTo(OLD.address())).isFalse();
    assertThat(store().leadsTo(NEW.address())).isTrue();
  }

  @Test
  void aStoppedRouteKeepsItsHostsAndForgetsItsBackend() {
    put(BLOG, new Destination.At(OLD), "blog.example.com");
    put(BLOG, new Destination.Stopped(), "blog.example.com");

    assertThat(store().find(BLOG))
        .hasValue(route(BLOG, new Destination.Stopped(), "blog.example.com"));
    assertThat(store().leadsTo(OLD.address())).isFalse();
  }

  @Test
  void aHostIsTakenForOthersUntilItsAppIsGone() {
    put(BLOG, new Destination.Stopped(), "blog.example.com");
    Route wish = route(SHOP, new Destination.Stopped(), "shop.example.com", "blog.example.com");

    assertThat(store().taken(wish)).hasValue(new Host("blog.example.com"));
    assertThat(store().taken(route(BLOG, new Destination.Stopped(), "blog.example.com"))).isEmpty();
    store().remove(BLOG);
    store().remove(BLOG);

    assertThat(store().taken(wish)).isEmpty();
    assertThat(store().find(BLOG)).isEmpty();
  }

  @Test
  void anAddedHostStaysWhateverIsPut() {
    put(BLOG, new Destination.At(OLD), "blog.apps.example.com");
    store().add(BLOG, new Host("blog.example.com"));
    store().add(BLOG, new Host("blog.example.com"));
    put(BLOG, new Destination.At(NEW), "blog.apps.example.com");

    assertThat(store().find(BLOG))
        .hasValue(
            route(BLOG, new Destination.At(NEW), "blog.apps.example.com", "blog.example.com"));
    assertThat(store().read().find(new Host("blog.example.com"))).isEqualTo(store().find(BLOG));
    assertThat(store().taken(route(SHOP, new Destination.Stopped(), "blog.example.com")))
        .hasValue(new Host("blog.example.com"));
  }

  @Test
  void onlyWhatWasAddedIsDropped() {
    put(BLOG, new Destination.Stopped(), "blog.apps.example.com");
    store().add(BLOG, new Host("blog.example.com"));

    assertThat(store().drop(BLOG, new Host("blog.apps.example.com"))).isFalse();
    assertThat(store().drop(SHOP, new Host("blog.example.com"))).isFalse();
    assertThat(store().drop(BLOG, new Host("blog.example.com"))).isTrue();
    assertThat(store().drop(BLOG, new Host("blog.example.com"))).isFalse();
    assertThat(store().find(BLOG))
        .hasValue(route(BLOG, new Destination.Stopped(), "blog.apps.example.com"));
  }

  @Test
  void addedHostsGoWithTheApp() {
    put(BLOG, new Destination.Stopped());
    store().add(BLOG, new Host("blog.example.com"));
    store().remove(BLOG);

    assertThat(store().taken(route(SHOP, new Destination.Stopped(), "blog.example.com"))).isEmpty();
  }

  @Test
  void rulesStayWhateverIsPutAndGoWithTheApp() {
    put(BLOG, new Destination.At(OLD), "blog.example.com");
    put(SHOP, new Destination.Stopped());
    store().rule(BLOG, ALL_RULES);
    put(BLOG, new Destination.At(NEW), "blog.example.com");
    put(BLOG, new Destination.Stopped(), "blog.example.com");

    assertThat(store().find(BLOG).map(Route::rules)).hasValue(ALL_RULES);
    assertThat(store().read().find(new Host("blog.example.com")).map(Route::rules))
        .hasValue(ALL_RULES);
    assertThat(store().find(SHOP).orElseThrow().rules()).isSameAs(Rules.NONE);
    store().remove(BLOG);
    put(BLOG, new Destination.Stopped(), "blog.example.com");
    assertThat(store().find(BLOG).orElseThrow().rules()).isSameAs(Rules.NONE);
  }

  @Test
  void rulesAreReplacedAsAWhole() {
    put(BLOG, new Destination.At(OLD), "blog.example.com");
    store().rule(BLOG, ALL_RULES);
    Rules few =
        new Rules(
            true,
            Www.AS_ASKED,
            Optional.empty(),
            List.of(),
            Maintenance.NONE,
            Optional.empty(),
            List.of(),
            OptionalLong.empty());
    store().rule(BLOG, few);

    assertThat(store().find(BLOG).map(Route::rules)).hasValue(few);
    store().rule(BLOG, Rules.NONE);
    assertThat(store().find(BLOG).orElseThrow().rules()).isSameAs(Rules.NONE);
  }

  @Test
  void everyChangeRaisesTheRevisionByOne() {
    long before = store().revision();
    put(BLOG, new Destination.Stopped());
    put(SHOP, new Destination.Stopped());

    assertThat(store().revision()).isEqualTo(before + 2);
    assertThat(store().read().revision()).isEqualTo(before + 2);
  }

  private void put(AppId app, Destination destination, String... hosts) {
    store().nextRevision();
    store().put(route(app, destination, hosts));
  }

  private static Route route(AppId app, Destination destination, String... hosts) {
    return new Route(app, Set.copyOf(List.of(hosts).stream().map(Host::new).toList()), destination);
  }
}
