package dev.stackyn.deployments.ports;

import dev.stackyn.deployments.domain.LogLine;
import dev.stackyn.kernel.DeploymentId;
import java.util.List;

/** Keeps the lines of deployments' logs. Every method takes part in the present transaction. */
public interface LogStore {
  /** What is there already is not added again. */
  void append(DeploymentId deployment, List<LogLine> lines);

  /** In order, from after the given line. */
  List<LogLine> after(DeploymentId deployment, int seq, int most);

  /** The last ones, in order. */
  List<LogLine> last(DeploymentId deployment, int most);

  /** The number of the newest line; 0 when there is none. */
  int newest(DeploymentId deployment);
}
