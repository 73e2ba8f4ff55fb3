package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.identity.domain.RouterPass;
import dev.stackyn.platform.domain.HttpSettings;
import dev.stackyn.platform.domain.RoutingSettings;
import dev.stackyn.routing.domain.Backend;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.RouterSettings;
import dev.stackyn.routing.domain.Visit;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.netty.handler.codec.http.HttpHeaders;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The platform itself, at {@code api.} and the base domain: one port is enough for all of it. No
 * app can have that name, and if one ever had, it leads here all the same. Where the settings close
 * it, nothing is known at that name.
 */
@Singleton
public class PlatformDoor {
  private final Host host;
  private final boolean isThere;
  private final HttpSettings settings;
  private final RouterPass pass;
  private volatile @Nullable Backend backend;

  PlatformDoor(
      RoutingSettings routing, RouterSettings router, HttpSettings settings, RouterPass pass) {
    this.host = new Host("api." + routing.baseDomain());
    this.isThere = router.leadsToApi();
    this.settings = settings;
    this.pass = pass;
  }

  @EventListener
  void listens(ServerStartupEvent event) throws UnknownHostException {
    opens(event.getSource().getPort());
  }

  /** Over loopback, unless the settings let the platform listen on another address only. */
  void opens(int port) throws UnknownHostException {
    InetAddress bound = InetAddress.getByName(settings.host());
    backend =
        new Backend(bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound, port);
  }

  boolean isAt(Host asked) {
    return isThere && host.equals(asked);
  }

  boolean isBehind(Backend asked) {
    return asked.equals(backend);
  }

  /** Nothing before it listens. */
  Optional<Visit> visit() {
    return Optional.ofNullable(backend).map(Visit::uncounted);
  }

  /** So that it believes what it is told about the client. */
  void introduce(HttpHeaders headers) {
    headers.set(RouterPass.HEADER, pass.word());
  }
}
