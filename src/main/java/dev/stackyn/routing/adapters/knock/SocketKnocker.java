package dev.stackyn.routing.adapters.knock;

import dev.stackyn.routing.domain.Backend;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.RouterSettings;
import dev.stackyn.routing.ports.Knocker;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Knocks from where the router stands, and with the headers that it adds for visitors: many an app
 * refuses a host that it does not know, or sends everybody to {@code https} who did not come by it.
 * It reads no more of an answer than its status, so that no backend can make it read for ever.
 */
@Singleton
final class SocketKnocker implements Knocker {
  static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int LONGEST_LINE = 1_024;
  private static final int MOST_INTERIM_LINES = 100;

  /** Whom the router would name as the client. */
  private static final String HERE = "127.0.0.1";

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})( .*)?");

  private final boolean speaksTls;

  SocketKnocker(RouterSettings settings) {
    this.speaksTls = settings.https().isPresent();
  }

  @Override
  public Optional<String> connect(Backend backend) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(backend.address(), backend.port()), millis());
      return Optional.empty();
    } catch (ConnectException e) {
      return Optional.of("nothing listens on port " + backend.port());
    } catch (SocketTimeoutException e) {
      return Optional.of(
          "port %d takes no connection within %d s"
              .formatted(backend.port(), PATIENCE.toSeconds()));
    } catch (IOException e) {
      return Optional.of(
          "port %d cannot be reached (%s)".formatted(backend.port(), e.getMessage()));
    }
  }

  @Override
  public Optional<String> get(
      Backend backend, Optional<Host> host, String path, int expectedStatus) {
    Optional<String> closed = connect(backend);
    return closed.isPresent() ? closed : ask(backend, host, path, expectedStatus);
  }

  private Optional<String> ask(
      Backend backend, Optional<Host> host, String path, int expectedStatus) {
    String what = "GET %s on port %d".formatted(path, backend.port());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(backend.address(), backend.port()), millis());
      socket.getOutputStream().write(request(backend, host, path));
      int status = status(socket, deadline);
      return status == expectedStatus
          ? Optional.empty()
          : Optional.of("%s answers %d, not %d".formatted(what, status, expectedStatus));
    } catch (SocketTimeoutException e) {
      return Optional.of("%s has no answer within %d s".formatted(what, PATIENCE.toSeconds()));
    } catch (GarbageException e) {
      return Optional.of(what + " answers with something that is not HTTP");
    } catch (IOException e) {
      return Optional.of(what + " is closed without an answer");
    }
  }

  private byte[] request(Backend backend, Optional<Host> host, String path) {
    String name = host.map(Host::value).orElseGet(backend::toString);
    return "GET %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: stackyn-health\r\nAccept: */*\r\nConnection: close\r\n%s\r\n"
        .formatted(path, name, host.map(this::visit).orElse(""))
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** By TLS where there is any: that is how visitors come, or are sent. */
  private String visit(Host host) {
    String scheme = speaksTls ? "https" : "http";
    return """
    X-Forwarded-For: %1$s
    X-Forwarded-Proto: %2$s
    X-Forwarded-Host: %3$s
    X-Forwarded-Port: %4$d
    Forwarded: for=%1$s;host="%3$s";proto=%2$s
    """
        .formatted(HERE, scheme, host, speaksTls ? 443 : 80)
        .replace("\n", "\r\n");
  }

  /** Interim answers (100, 103) may come before the one that counts. */
  private static int status(Socket socket, long deadline) throws IOException {
    int status = statusIn(line(socket, deadline));
    for (int lines = 0; status < 200; lines++) {
      if (lines > MOST_INTERIM_LINES) {
        throw new GarbageException();
      }
      if (line(socket, deadline).isEmpty()) {
        status = statusIn(line(socket, deadline));
      }
    }
    return status;
  }

  private static int statusIn(String line) throws GarbageException {
    Matcher status = STATUS.matcher(line);
    if (!status.matches()) {
      throw new GarbageException();
    }
    return Integer.parseInt(status.group(1));
  }

  /** The deadline is one for the whole answer: a byte now and then does not prolong it. */
  private static String line(Socket socket, long deadline) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (line.size() <= LONGEST_LINE) {
      long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (left <= 0) {
        throw new SocketTimeoutException();
      }
      socket.setSoTimeout((int) left);
      int next = in.read();
      if (next < 0) {
        throw new IOException("the end");
      }
      if (next == '\n') {
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
      }
      line.write(next);
    }
    throw new GarbageException();
  }

  private static int millis() {
    return (int) PATIENCE.toMillis();
  }

  private static final class GarbageException extends IOException {}
}
