package dev.stackyn.deployments.engine;

/**
 * One thing that was decided about how an app is built, and what it follows from.
 *
 * @param about what was to be decided: {@code language}, {@code version}, {@code start}
 * @param choice what it came to
 * @param reason which file or setting says so, for the app's owner
 */
public record Decision(String about, String choice, String reason) {}
