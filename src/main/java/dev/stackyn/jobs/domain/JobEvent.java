package dev.stackyn.jobs.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * One change of a job's state: who made it, and why if he said so. It goes where it came from when
 * somebody asked a running job to end.
 */
public record JobEvent(
    long id,
    Instant at,
    String actor,
    Optional<JobStatus> from,
    JobStatus to,
    int attempt,
    Optional<String> why) {}
