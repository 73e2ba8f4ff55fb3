package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.platform.domain.HttpSettings;
import dev.stackyn.routing.domain.LiveCertificates;
import dev.stackyn.routing.domain.LiveRoutes;
import dev.stackyn.routing.domain.RouterLimits;
import dev.stackyn.routing.domain.RouterSettings;
import jakarta.inject.Singleton;

/** What the loops of the router share. */
@Singleton
record RouterParts(
    RouterSettings settings,
    RouterLimits limits,
    House house,
    HttpSettings http,
    Forwarding forwarding,
    LiveRoutes routes,
    Gate gate,
    PlatformDoor platform,
    LiveCertificates certificates,
    WaitingRoom waitingRoom,
    RequestIds ids) {}
