package dev.stackyn.identity.domain;

/**
 * Who is behind a session or an API token, and the last token version that the session is good for
 * (0 for API tokens, which have none).
 */
public record KnownCredential(Caller caller, int tokenVersion) {}
