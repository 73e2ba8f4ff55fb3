package dev.stackyn.jobs.domain;

/** How far one claim has come. */
public record Progress(JobId id, int attempt, Tally done, String message) {}
