package dev.stackyn.routing.domain;

/** What a router has counted of an app since the app took this backend. */
public record Counted(Backend backend, Turnover turnover) {}
