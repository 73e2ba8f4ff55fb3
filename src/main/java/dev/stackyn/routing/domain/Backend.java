package dev.stackyn.routing.domain;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Where something answers for an app. An address and not a name: what is asked for each request is
 * never looked up.
 */
public record Backend(InetAddress address, int port) {
  private static final int LAST_PORT = 65_535;

  public Backend {
    if (port < 1 || port > LAST_PORT) {
      throw new IllegalArgumentException("not a port: " + port);
    }
  }

  public static Backend at(String address, int port) {
    return new Backend(InetAddress.ofLiteral(address), port);
  }

  @Override
  public String toString() {
    String text = address.getHostAddress();
    return (address instanceof Inet6Address ? "[" + text + "]" : text) + ":" + port;
  }
}
