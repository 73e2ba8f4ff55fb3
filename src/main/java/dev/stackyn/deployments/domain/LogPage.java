package dev.stackyn.deployments.domain;

import java.util.Optional;

/**
 * A deployment with what there is to read of it.
 *
 * @param text nothing while the log has not begun
 * @param lastWords what its app printed before its container went
 */
public record LogPage(LogHead head, Optional<String> text, Optional<String> lastWords) {}
