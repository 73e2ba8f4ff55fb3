package dev.stackyn.routing.adapters.traefik;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.Backend;
import dev.stackyn.routing.domain.Destination;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.Route;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a stand-in for Traefik's API, which answers in the shape of the real one. */
class TraefikFrontTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Route ROUTE =
      new Route(
          new AppId(new UUID(1, 1)),
          Set.of(new Host("shop.example.com")),
          new Destination.At(Backend.at("10.213.0.2", 8080)));

  private static final String SERVED =
      """
      {"entryPoints":["web"],"service":"app-00000000-0000-0001-0000-000000000001-10-213-0-2-8080",
       "rule":"Host(`shop.example.com`)","priority":1073741824,"status":"enabled","using":["web"],
       "name":"app-00000000-0000-0001-0000-000000000001@http","provider":"http"}
      """;

  private final Deque<String> answers = new ArrayDeque<>();
  private final Deque<String> asked = new ArrayDeque<>();
  private HttpServer api;

  @BeforeEach
  void start() throws IOException {
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          // The last one is repeated.
          String answer = answers.size() > 1 ? answers.poll() : answers.element();
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(
              answer.isEmpty() ? 404 : 200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    api.start();
  }

  @AfterEach
  void stop() {
    api.stop(0);
  }

  @Test
  void waitsUntilTraefikServesTheRoute() {
    answers.addAll(
        List.of(
            "", SERVED.replace("-0-2-8080", "-0-9-8080"), SERVED.replace("shop.", "old."), SERVED));

    assertThat(front(LONG).follows(ROUTE)).isTrue();
    assertThat(asked)
        .hasSize(4)
        .containsOnly("/api/http/routers/app-00000000-0000-0001-0000-000000000001@http");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not json", "[]", "{}", "{\"service\": 7}"})
  void givesUpWhenItNeverDoes(String answer) {
    answers.add(answer);

    assertThat(front(SHORT).follows(ROUTE)).isFalse();
  }

  @Test
  void aRouterThatTraefikCouldNotMakeDoesNotServe() {
    answers.add(SERVED.replace("enabled", "disabled"));

    assertThat(front(SHORT).follows(ROUTE)).isFalse();
  }

  @Test
  void aTraefikThatIsNotThereDoesNotServe() {
    api.stop(0);

    assertThat(front(SHORT).follows(ROUTE)).isFalse();
  }

  @Test
  void whatHasNoHostsIsNotWaitedFor() {
    answers.add("");

    assertThat(front(LONG).follows(new Route(ROUTE.app(), Set.of(), ROUTE.destination()))).isTrue();
  }

  @Test
  void whoIsAskedToStopWaitsNoLonger() {
    answers.add("");
    Thread.currentThread().interrupt();

    assertThat(front(LONG).follows(ROUTE)).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }

  private TraefikFront front(Duration patience) {
    URI address = URI.create("http://127.0.0.1:" + api.getAddress().getPort());
    return new TraefikFront(Traefiks.at(address, patience), ObjectMapper.getDefault());
  }
}
