package dev.stackyn.apps.domain;

import dev.stackyn.platform.domain.RoutingSettings;
import dev.stackyn.routing.domain.RouterSettings;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Where apps are found. */
@Singleton
public class AppAddresses {
  private static final int USUAL_PORT = 80;
  private static final int USUAL_TLS_PORT = 443;

  private final RoutingSettings settings;
  private final Optional<RouterSettings.Https> https;

  public AppAddresses(RoutingSettings settings, RouterSettings router) {
    this.settings = settings;
    this.https = router.https();
  }

  public String host(Slug slug) {
    return slug + "." + settings.baseDomain();
  }

  public String url(Slug slug) {
    return https
        .map(tls -> "https://" + host(slug) + ending(tls.publicPort(), USUAL_TLS_PORT))
        .orElseGet(() -> "http://" + host(slug) + ending(settings.routerPort(), USUAL_PORT));
  }

  /** Port 0 is any that is free: tests want it so, and ask the router which it has become. */
  private static String ending(int port, int usual) {
    return port == usual || port == 0 ? "" : ":" + port;
  }
}
