package dev.stackyn.routing.domain;

import dev.stackyn.kernel.AppId;
import java.util.Optional;

/** One app has another route from this revision on, or none. */
public record RouteChange(long revision, AppId app, Optional<Route> route) {}
