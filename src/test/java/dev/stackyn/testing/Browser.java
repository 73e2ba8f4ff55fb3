package dev.stackyn.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks a router for a page of a host. */
public final class Browser {
  private Browser() {}

  /** The whole answer as it came, or why there is none. */
  public static String ask(int routerPort, String host) {
    return ask(routerPort, host, "/");
  }

  public static String ask(int routerPort, String host, String path) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), routerPort)) {
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                  .formatted(path, host)
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
