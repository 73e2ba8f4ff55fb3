package dev.stackyn.platform.adapters.http;

import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Secret;
import dev.stackyn.platform.domain.HttpSettings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * The platform's figures for Prometheus: for callers on this machine, or with the token from the
 * settings.
 */
@Access(Access.Rule.PUBLIC)
@Controller("/metrics")
@Hidden
@ExecuteOn(TaskExecutors.BLOCKING)
class MetricsController {
  private final PrometheusMeterRegistry registry;
  private final Optional<Secret> token;

  MetricsController(PrometheusMeterRegistry registry, HttpSettings settings) {
    this.registry = registry;
    this.token = settings.metricsToken();
  }

  @Get(produces = "text/plain; version=0.0.4; charset=utf-8")
  String scrape(HttpRequest<?> request) {
    if (!isLocal(request) && !bringsToken(request)) {
      throw Refusal.of(
          ErrorCode.FORBIDDEN,
          "Metrics are for callers on this machine, or with the token set as STACKYN_METRICS_TOKEN.");
    }
    return registry.scrape();
  }

  /** A proxy on this machine speaks from loopback for the whole world, and says so in a header. */
  private static boolean isLocal(HttpRequest<?> request) {
    HttpHeaders headers = request.getHeaders();
    InetAddress address = request.getRemoteAddress().getAddress();
    return address != null
        && address.isLoopbackAddress()
        && !headers.contains("X-Forwarded-For")
        && !headers.contains("Forwarded")
        && !headers.contains("Via");
  }

  private boolean bringsToken(HttpRequest<?> request) {
    byte[] brought =
        request.getHeaders().getAuthorization().orElse("").getBytes(StandardCharsets.UTF_8);
    return token
        .map(t -> ("Bearer " + t.reveal()).getBytes(StandardCharsets.UTF_8))
        .filter(expected -> MessageDigest.isEqual(expected, brought))
        .isPresent();
  }
}
