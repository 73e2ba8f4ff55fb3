package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.identity.domain.RateLimiter;
import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.LiveRoutes;
import dev.stackyn.routing.domain.RequestRate;
import dev.stackyn.routing.domain.Route;
import dev.stackyn.routing.domain.RouteTable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How much of its rate each app has used up in this process. It lasts from one table to the next,
 * as long as the rate is the same.
 */
@Singleton
final class Meters {
  private static final int CLIENTS = 10_000;
  private static final String EVERYBODY = "";

  private final Clock clock;
  private final Map<AppId, Meter> meters = new ConcurrentHashMap<>();

  private record Meter(RequestRate rate, RateLimiter limiter) {}

  Meters(Clock clock, LiveRoutes routes) {
    this.clock = clock;
    routes.watch(this::forgetOthers);
  }

  /** Counts one request, or tells how long to wait for it. */
  Optional<Duration> count(AppId app, RequestRate rate, Supplier<String> client) {
    @Nullable Meter meter = meters.get(app);
    if (meter == null || !meter.rate.equals(rate)) {
      meter =
          meters.compute(
              app, (same, there) -> there != null && there.rate.equals(rate) ? there : fresh(rate));
    }
    return meter.limiter.count(rate.perClient() ? client.get() : EVERYBODY);
  }

  private Meter fresh(RequestRate rate) {
    Duration refill = Duration.ofSeconds(1).dividedBy(rate.perSecond());
    return new Meter(
        rate, new RateLimiter(rate.burst(), refill, rate.perClient() ? CLIENTS : 1, clock));
  }

  private void forgetOthers(RouteTable table) {
    meters
        .keySet()
        .removeIf(app -> table.find(app).map(Route::rules).flatMap(r -> r.rate()).isEmpty());
  }
}
