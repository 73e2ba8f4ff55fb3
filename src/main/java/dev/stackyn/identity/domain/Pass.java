package dev.stackyn.identity.domain;

import java.time.Instant;
import java.util.UUID;

/** Stands for a session at one kind of door. It says nothing about who is behind the session. */
public record Pass(UUID id, SessionId session, Door door, Instant expiresAt) {}
