package dev.stackyn.jobs.domain;

/** Who changed a job's state, and why. */
public record Cause(String actor, String why) {}
