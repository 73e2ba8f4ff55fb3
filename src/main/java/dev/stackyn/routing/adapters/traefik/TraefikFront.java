package dev.stackyn.routing.adapters.traefik;

import dev.stackyn.routing.domain.FrontSettings;
import dev.stackyn.routing.domain.Route;
import dev.stackyn.routing.ports.Front;
import io.micronaut.json.JsonMapper;
import io.micronaut.serde.annotation.Serdeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Traefik what it serves. It hears of a change when it next reads the document, a second or
 * five later; whoever stopped the old container by the clock would lose requests.
 */
final class TraefikFront implements Front {
  private static final Logger LOG = LoggerFactory.getLogger(TraefikFront.class);
  private static final long LOOK_MILLIS = 100;
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final int LARGEST_ANSWER = 1 << 20;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  /** Its entry points change one after the other, in the same moment. */
  private static final long MOMENT_MILLIS = 50;

  private final FrontSettings.Traefik settings;
  private final JsonMapper mapper;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(ANSWER)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /** What it says of a router. */
  @Serdeable
  record Served(@Nullable String rule, @Nullable String service, @Nullable String status) {
    boolean is(Route route) {
      return "enabled".equals(status)
          && TraefikDocument.ruleOf(route).equals(rule)
          && TraefikDocument.serviceOf(route).equals(service);
    }
  }

  TraefikFront(FrontSettings.Traefik settings, JsonMapper mapper) {
    this.settings = settings;
    this.mapper = mapper;
  }

  @Override
  public boolean follows(Route route) {
    long deadline = System.nanoTime() + settings.patience().toNanos();
    try {
      while (!serves(route)) {
        if (System.nanoTime() - deadline >= 0) {
          return false;
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
      TimeUnit.MILLISECONDS.sleep(MOMENT_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public Duration linger() {
    return settings.linger();
  }

  private boolean serves(Route route) throws InterruptedException {
    URI address =
        URI.create(
            "%s/api/http/routers/%s@http"
                .formatted(settings.api(), TraefikDocument.routerOf(route)));
    try {
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(address).timeout(ANSWER).build(),
              HttpResponse.BodyHandlers.limiting(
                  HttpResponse.BodyHandlers.ofByteArray(), LARGEST_ANSWER));
      return says(answer, route);
    } catch (IOException e) {
      LOG.debug("Traefik's API does not answer", e);
      return false;
    }
  }

  private boolean says(HttpResponse<byte[]> answer, Route route) {
    if (answer.statusCode() == NOT_FOUND) {
      return route.hosts().isEmpty();
    }
    return answer.statusCode() == OK
        && read(answer.body()).filter(served -> served.is(route)).isPresent();
  }

  private Optional<Served> read(byte[] body) {
    try {
      return Optional.ofNullable(mapper.readValue(body, Served.class));
    } catch (IOException e) {
      LOG.debug("Traefik's API answers something else than JSON", e);
      return Optional.empty();
    }
  }
}
