package dev.stackyn.deployments.domain;

/**
 * Text of a log.
 *
 * @param last the number of its last piece
 * @param whole false when its beginning is left out
 */
public record LogText(String text, int last, boolean whole) {}
