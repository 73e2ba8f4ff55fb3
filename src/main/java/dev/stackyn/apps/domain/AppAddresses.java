package dev.stackyn.apps.domain;

import dev.stackyn.platform.domain.RoutingSettings;
import jakarta.inject.Singleton;

/** Where apps are found. */
@Singleton
public class AppAddresses {
  private static final int USUAL_PORT = 80;

  private final RoutingSettings settings;

  public AppAddresses(RoutingSettings settings) {
    this.settings = settings;
  }

  public String host(Slug slug) {
    return slug + "." + settings.baseDomain();
  }

  public String url(Slug slug) {
    int port = settings.routerPort();
    // Port 0 is any that is free: tests want it so, and ask the router which it has become.
    String ending = port == USUAL_PORT || port == 0 ? "" : ":" + port;
    return "http://" + host(slug) + ending;
  }
}
