package dev.stackyn.apps.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.platform.domain.RoutingSettings;
import dev.stackyn.platform.domain.Variables;
import dev.stackyn.routing.domain.RouterSettings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppAddressesTest {
  private static final Slug SHOP = new Slug("shop");

  @Test
  void appsAreFoundByTlsWhereItIsServed() {
    assertThat(url(Map.of())).isEqualTo("http://shop.example.com:8000");
    assertThat(url(Map.of("STACKYN_ROUTER_PORT", "80"))).isEqualTo("http://shop.example.com");
    assertThat(url(Map.of("STACKYN_HTTPS_PORT", "443"))).isEqualTo("https://shop.example.com");
    assertThat(url(Map.of("STACKYN_HTTPS_PORT", "8443")))
        .isEqualTo("https://shop.example.com:8443");
    assertThat(url(Map.of("STACKYN_HTTPS_PORT", "8443", "STACKYN_HTTPS_PUBLIC_PORT", "443")))
        .isEqualTo("https://shop.example.com");
  }

  private static String url(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("BASE_DOMAIN", "example.com");
    Variables variables = new Variables(all);
    return new AppAddresses(RoutingSettings.from(variables), RouterSettings.from(variables))
        .url(SHOP);
  }
}
