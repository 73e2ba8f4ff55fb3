package dev.stackyn.deployments.domain;

import java.util.Optional;

/**
 * A deployment with what there is to read of it.
 *
 * @param text nothing while the log has not begun
 */
public record LogPage(LogHead head, Optional<String> text) {}
