package dev.stackyn.platform.domain;

import java.util.regex.Pattern;

/** The domain under which apps get their names, and the port where the embedded router listens. */
public record RoutingSettings(String baseDomain, int routerPort) {
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?=.{1,190}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

  public static RoutingSettings from(Variables variables) {
    return new RoutingSettings(
        variables
            .text("BASE_DOMAIN", "APP_BASE_DOMAIN")
            .must(
                domain -> DOMAIN.matcher(domain).matches(),
                "must be a domain name in lower case, such as apps.example.com")
            .or("localhost"),
        variables.text("STACKYN_ROUTER_PORT").asWhole(0, 65_535).or(8000));
  }
}
