package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.engine.Decision;
import java.util.ArrayList;
import java.util.List;

/** What was decided so far, and what the project's owner should know. */
final class Findings {
  private final List<Decision> decisions = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  void decide(String about, String choice, String reason) {
    decisions.add(new Decision(about, choice, reason));
  }

  void warn(String text) {
    warnings.add(text);
  }

  List<Decision> decisions() {
    return decisions;
  }

  List<String> warnings() {
    return warnings;
  }
}
