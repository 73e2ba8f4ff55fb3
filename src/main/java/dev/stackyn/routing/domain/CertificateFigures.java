package dev.stackyn.routing.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * How the certificates stand as a whole.
 *
 * @param held those that are there
 * @param failing names whose last try to get or renew one failed
 * @param firstEnd when the first of them ends, or has ended
 */
public record CertificateFigures(int held, int failing, Optional<Instant> firstEnd) {}
