package dev.stackyn.deployments.domain;

/**
 * A deployment, and how far its log has come.
 *
 * @param last the number of the log's last piece; 0 while it has none
 * @param hasLastWords whether its app is gone, and had printed something
 */
public record LogHead(Deployment deployment, int last, boolean hasLastWords) {}
