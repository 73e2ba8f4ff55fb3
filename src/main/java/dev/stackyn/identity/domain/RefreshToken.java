package dev.stackyn.identity.domain;

import java.time.Instant;
import java.util.Optional;

/** What is kept of a refresh token. It is good once. */
public record RefreshToken(
    Hash hash, SessionId session, Instant expiresAt, Optional<Instant> usedAt) {}
