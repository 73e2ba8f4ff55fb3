package dev.stackyn.identity.domain;

import dev.stackyn.kernel.Secret;
import java.time.Duration;

/** What somebody gets who has signed in. */
public record Grant(
    User user, SessionId session, Secret accessToken, Duration expiresIn, Secret refreshToken) {}
