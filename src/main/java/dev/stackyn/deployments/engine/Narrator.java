package dev.stackyn.deployments.engine;

import dev.stackyn.deployments.engine.ports.Backend;
import dev.stackyn.deployments.engine.ports.BuildTurns.Waiting;
import dev.stackyn.deployments.engine.ports.BuiltImage;
import dev.stackyn.deployments.engine.ports.Turnover;
import dev.stackyn.kernel.DeploymentId;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells the reader of a deployment's log what happens. All of its words are here. */
final class Narrator {
  private static final String MARK = "==> ";
  private static final int MEGABYTE = 1_000_000;

  private final Consumer<String> log;

  Narrator(Consumer<String> log) {
    this.log = log;
  }

  /** What others have to say, as it is. */
  void said(String line) {
    log.accept(line);
  }

  void begun(DeploymentId id) {
    tell("Deployment " + id);
  }

  void down() {
    tell("The app does not run as it should: bringing it back");
  }

  void waking() {
    tell("Waking up: somebody asks for it");
  }

  void fetching(RepositoryUrl url) {
    tell("Fetching " + url);
  }

  void fetched(Commit commit, SourceTip tip) {
    tell("At %s of %s: %s".formatted(commit.shortSha(), tip.name(), firstLine(commit.message())));
  }

  void reusing(BuiltImage image) {
    tell("Using the image that is there already: " + image.id());
  }

  void unchanged(BuiltImage image) {
    tell(
        "Nothing to build: using the image that deployment %s made of this commit with these settings"
            .formatted(image.deployment()));
  }

  void waiting(Waiting waiting) {
    tell("Waiting to build, at place %d: %s".formatted(waiting.place(), waiting.reason()));
  }

  void planned(Plan plan) {
    switch (plan.instructions()) {
      case Instructions.Own own -> tell("Building " + own.dockerfile());
      case Instructions.Generated _ -> {
        tell("Building %s, without a Dockerfile of its own:".formatted(plan.title()));
        plan.decisions().forEach(this::decided);
      }
    }
    plan.warnings().forEach(text -> tell("Note: " + text));
  }

  private void decided(Decision decision) {
    log.accept("    %s: %s (%s)".formatted(decision.about(), decision.choice(), decision.reason()));
  }

  void built(BuiltImage image) {
    tell("Built an image of %d MB".formatted(Math.max(1, image.size() / MEGABYTE)));
  }

  void preparing(List<String> command) {
    tell("Preparing the release: " + String.join(" ", command));
  }

  void prepared() {
    tell("The release is prepared");
  }

  void starting() {
    tell("Starting the new version");
  }

  void awaiting(Backend backend, DeploySpec.Health health) {
    tell(
        health
            .path()
            .map(path ->
                "Waiting for %d on port %d%s"
                    .formatted(health.expectedStatus(), backend.port(), path))
            .orElse("Waiting for an answer on port " + backend.port()));
  }

  void listensElsewhere(int port, int expected) {
    tell(
        "The app listens on %d, not %d: using %d. Set the port to make this explicit."
            .formatted(port, expected, port));
  }

  void ready(long millis) {
    tell("It answers, %d ms after its start".formatted(millis));
  }

  void switched(List<String> hosts) {
    tell("Live: " + String.join(", ", hosts));
  }

  void retiring() {
    tell("Letting the version before finish");
  }

  void retired() {
    tell("The version before is gone");
  }

  void watching(DeploymentId before) {
    tell(
        "Watching it: deployment %s is kept, to take over again if this one fails"
            .formatted(before));
  }

  void counted(Turnover turnover) {
    tell(
        String.format(
            Locale.ROOT,
            "%,d of %,d requests failed, longest wait %,d ms",
            turnover.failed(),
            turnover.requests(),
            turnover.longestMillis()));
  }

  void wentBack(DeploymentId before) {
    tell("Went back: deployment %s serves again".formatted(before));
  }

  void nowhereToGoBack(String why) {
    tell("%s The version before is not there any more to take over again".formatted(why));
  }

  void leftBehind(String why) {
    tell("The version before could not be removed yet: " + why);
  }

  void undoneLater(String why) {
    tell("What was made is left to the clean-up: " + why);
  }

  void failed(DeployCode code, String message) {
    tell("Failed: [%s] %s".formatted(code, message));
  }

  void cancelled(String why) {
    tell("Cancelled: " + why);
  }

  private void tell(String sentence) {
    log.accept(MARK + sentence);
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
