package dev.stackyn.deployments.adapters.docker.run;

import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.adapters.docker.Labels;
import dev.stackyn.deployments.engine.ports.ContainerId;
import dev.stackyn.deployments.engine.ports.ContainerSpec.Purpose;
import dev.stackyn.deployments.engine.ports.ContainerView;
import dev.stackyn.deployments.engine.ports.ContainerView.State;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import io.micronaut.json.tree.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** What an inspection of a container of ours means. */
final class Views {
  private static final int KILLED = 137;

  private Views() {}

  static ContainerView of(JsonNode inspected) {
    return new ContainerView(
        new ContainerId(Json.text(inspected, "Id").orElse("")),
        label(inspected, Labels.APP).flatMap(AppId::parse).orElseThrow(Views::foreign),
        label(inspected, Labels.DEPLOYMENT)
            .flatMap(DeploymentId::parse)
            .orElseThrow(Views::foreign),
        label(inspected, Labels.PURPOSE).map(Views::purpose).orElseThrow(Views::foreign),
        state(inspected),
        address(inspected),
        (int) Json.number(inspected, "RestartCount"));
  }

  private static Purpose purpose(String label) {
    return Purpose.valueOf(label.toUpperCase(Locale.ROOT));
  }

  private static Optional<String> label(JsonNode inspected, String name) {
    return Json.text(inspected, "Config", "Labels", name);
  }

  private static IllegalStateException foreign() {
    return new IllegalStateException("a container that bears our label lacks the others");
  }

  private static State state(JsonNode inspected) {
    int exit = (int) Json.number(inspected, "State", "ExitCode");
    return switch (status(inspected)) {
      case "created" -> new State.Created();
      case "running", "paused" ->
          new State.Running(time(inspected, "StartedAt"), healthy(inspected));
      case "restarting" -> new State.Restarting(exit, isOutOfMemory(inspected, exit));
      default ->
          new State.Ended(exit, isOutOfMemory(inspected, exit), time(inspected, "FinishedAt"));
    };
  }

  static String status(JsonNode inspected) {
    return Json.text(inspected, "State", "Status").orElse("");
  }

  /**
   * Not every engine notices every kill for memory. Nobody else kills a container of ours that is
   * still looked at: what the platform kills, it removes.
   */
  private static boolean isOutOfMemory(JsonNode inspected, int exit) {
    return exit == KILLED
        || Json.at(inspected, "State", "OOMKilled")
            .filter(JsonNode::isBoolean)
            .map(JsonNode::getBooleanValue)
            .orElse(false);
  }

  private static Optional<Boolean> healthy(JsonNode inspected) {
    return Json.text(inspected, "State", "Health", "Status")
        .filter(word -> word.equals("healthy") || word.equals("unhealthy"))
        .map("healthy"::equals);
  }

  /** It has one network, its app's. */
  private static Optional<String> address(JsonNode inspected) {
    return Json.names(inspected, "NetworkSettings", "Networks").stream()
        .flatMap(network ->
            Json.text(inspected, "NetworkSettings", "Networks", network, "IPAddress").stream())
        .findFirst();
  }

  private static Instant time(JsonNode inspected, String name) {
    try {
      return Json.text(inspected, "State", name)
          .map(text -> OffsetDateTime.parse(text).toInstant())
          .orElse(Instant.EPOCH);
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }
}
