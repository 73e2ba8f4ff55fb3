package dev.stackyn.deployments.adapters.detection;

import java.util.Optional;

/** One way of building what has no Dockerfile. */
interface Language {
  /** What {@code stackyn.json} calls it. */
  String name();

  /** The file by which a project shows that it is one of these, and why that is enough. */
  Optional<String> sign(Project project);

  /**
   * How it is built. Asked for only when the sign was there, or the project itself says that it is
   * one of these; each decision goes to the findings, in the order in which a reader wants them.
   */
  Draft draft(Project project, Findings findings);
}
