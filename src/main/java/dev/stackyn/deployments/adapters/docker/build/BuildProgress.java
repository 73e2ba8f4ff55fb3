package dev.stackyn.deployments.adapters.docker.build;

import dev.stackyn.deployments.adapters.docker.CleanText;
import dev.stackyn.deployments.adapters.docker.LineCutter;
import dev.stackyn.deployments.adapters.docker.build.BuildStatus.Output;
import dev.stackyn.deployments.adapters.docker.build.BuildStatus.Step;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a log of what BuildKit tells. Steps run side by side, so every line names its step by a
 * number: {@code #5 [2/4] RUN npm ci}, then {@code #5} and what it prints, then how it ended.
 */
final class BuildProgress {
  private static final double MILLIS_PER_SECOND = 1000;

  /** The number of the stream that programs complain on. */
  private static final int COMPLAINTS = 2;

  private final BuildLog log;
  private final Map<String, Shown> shown = new HashMap<>();
  private @Nullable FailedStep failed;

  /** The step that ended the build, as the Dockerfile has it. */
  record FailedStep(String name, String error) {}

  private static final class Shown {
    final String number;
    private final LineCutter printed;
    private final LineCutter complained;
    boolean ended;

    Shown(String number, BuildLog log) {
      this.number = number;
      this.printed = new LineCutter(line -> log.line(number + " " + line));
      this.complained = new LineCutter(line -> log.line(number + " " + line));
    }

    /** A line that one stream has begun is not gone on with by the other. */
    void add(Output output) {
      (output.stream() == COMPLAINTS ? complained : printed).add(output.text().duplicate());
    }

    void finish() {
      printed.finish();
      complained.finish();
    }
  }

  BuildProgress(BuildLog log) {
    this.log = log;
  }

  void show(BuildStatus status) {
    status.steps().forEach(this::show);
    status.outputs().forEach(this::show);
    status.warnings().forEach(warning -> log.line("WARNING: " + CleanText.line(warning)));
    status.steps().forEach(this::end);
  }

  private void show(Step step) {
    if (step.started() > 0 || step.cached() || !step.error().isEmpty()) {
      known(step.digest(), step.name());
    }
  }

  private Shown known(String digest, String name) {
    Shown known = shown.get(digest);
    if (known == null) {
      known = new Shown("#" + (shown.size() + 1), log);
      shown.put(digest, known);
      log.line(known.number + " " + BuildLog.shortened(CleanText.line(name)));
    }
    return known;
  }

  private void show(Output output) {
    known(output.step(), "").add(output);
  }

  private void end(Step step) {
    Shown known = shown.get(step.digest());
    if (known == null || known.ended) {
      return;
    }
    if (!step.error().isEmpty()) {
      known.ended = true;
      known.finish();
      fail(known, step);
    } else if (step.cached()) {
      known.ended = true;
      log.line(known.number + " CACHED");
    } else if (step.completed() > 0) {
      known.ended = true;
      known.finish();
      log.line(known.number + step.took().map(BuildProgress::done).orElse(" DONE"));
    }
  }

  /** When one step fails, those beside it are cancelled: they are not the reason. */
  private void fail(Shown known, Step step) {
    if (step.error().endsWith("context canceled")) {
      log.line(known.number + " CANCELED");
      return;
    }
    log.important(known.number + " ERROR: " + step.error());
    if (failed == null) {
      failed = new FailedStep(step.name(), step.error());
    }
  }

  Optional<FailedStep> failed() {
    return Optional.ofNullable(failed);
  }

  private static String done(Duration took) {
    return String.format(Locale.ROOT, " DONE %.1fs", took.toMillis() / MILLIS_PER_SECOND);
  }
}
