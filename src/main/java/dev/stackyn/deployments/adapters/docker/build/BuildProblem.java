package dev.stackyn.deployments.adapters.docker.build;

import dev.stackyn.deployments.adapters.docker.CleanText;
import dev.stackyn.deployments.adapters.docker.build.BuildProgress.FailedStep;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a builder's last words mean. They are a text and nothing else, with the same few phrases in
 * all versions.
 *
 * @param code with which the failing step's program ended, if the builder says so
 */
record BuildProblem(String text, Optional<FailedStep> step, Optional<Integer> code) {
  private static final Pattern EXIT_CODE =
      Pattern.compile("exit code: (\\d+)|returned a non-zero code: (\\d+)");
  private static final Pattern LINE = Pattern.compile("(?:parse error|error) (?:on )?line (\\d+)");
  private static final Pattern MANIFEST =
      Pattern.compile("https?://([^/\\s]+)/v2/([^\\s\"]+)/manifests/([\\w.:-]+)");
  private static final Pattern MISSING_IMAGE =
      Pattern.compile("([\\w.:/@-]+): (?:failed to resolve|pull access denied|not found)");
  private static final Pattern INVALID =
      Pattern.compile(
          "parse error|unknown instruction|unknown flag|target stage|no build stage"
              + "|cannot be empty|no instructions|requires (?:at least|exactly)|invalid reference"
              + "|failed to read dockerfile|base name .* should not be blank|invalid from flag"
              + "|circular dependency|failed to process|must be .* digest");
  private static final Pattern HOST_PATH = Pattern.compile("/var/lib/docker[^\\s:\"]*");
  private static final Pattern WRAPPING =
      Pattern.compile(
          "^(?:(?:failed to solve(?: with frontend [\\w.-]+)?|rpc error: code = \\w+ desc ="
              + "|failed to create LLB definition|failed to build LLB)[: ]*)+");
  private static final int KILLED = 137;

  /** Newer builders notice it themselves, and leave the exit code out. */
  private static final Pattern OUT_OF_MEMORY =
      Pattern.compile("cannot allocate memory|resourceexhausted|exit code: 137: out of memory");

  DeployFailure failure(String dockerfile) {
    String plain = text.toLowerCase(Locale.ROOT);
    if (plain.contains("no space left on device") || plain.contains("disk quota exceeded")) {
      return new DeployFailure(
          DeployCode.DISK_LIMIT_EXCEEDED,
          "There was no room left on the host's disk%s.".formatted(at()));
    }
    if (OUT_OF_MEMORY.matcher(plain).find()) {
      return outOfMemory("");
    }
    Optional<Integer> exit = code.or(() -> group(EXIT_CODE, text).map(Integer::parseInt));
    if (exit.isPresent()) {
      return ended(exit.get());
    }
    if (PullProblem.isOne(text)) {
      return PullProblem.failure(image(), text);
    }
    return INVALID.matcher(plain).find() ? invalid(dockerfile) : failed();
  }

  /** The image that is missing, if the text names it. */
  private Optional<String> image() {
    Matcher request = MANIFEST.matcher(text);
    return request.find()
        ? Optional.of("%s/%s:%s".formatted(request.group(1), request.group(2), request.group(3)))
        : group(MISSING_IMAGE, bare());
  }

  private DeployFailure ended(int exit) {
    return exit == KILLED
        ? outOfMemory(" (exit code 137)")
        : new DeployFailure(
            DeployCode.BUILD_FAILED,
            "The build failed%s with exit code %d. The last lines of its log say why."
                .formatted(at(), exit));
  }

  /** Nobody else kills a step: who calls a build off closes the connection. */
  private DeployFailure outOfMemory(String code) {
    return new DeployFailure(
        DeployCode.MEMORY_LIMIT_EXCEEDED,
        ("The build was killed%s%s: it needed more memory than builds may use. Let the step do less at"
                + " a time; or the administrator raises STACKYN_BUILD_MEMORY.")
            .formatted(at(), code));
  }

  private DeployFailure invalid(String dockerfile) {
    String where = group(LINE, text).map(line -> ", line " + line).orElse("");
    return new DeployFailure(
        DeployCode.DOCKERFILE_INVALID, "%s%s: %s".formatted(dockerfile, where, reason()));
  }

  private DeployFailure failed() {
    return new DeployFailure(
        DeployCode.BUILD_FAILED, "The build failed%s: %s".formatted(at(), reason()));
  }

  private String at() {
    return step.map(failed -> " at \"%s\"".formatted(BuildLog.shortened(failed.name()))).orElse("");
  }

  private String reason() {
    String bare = bare();
    String first = bare.lines().findFirst().orElse(bare);
    return BuildLog.shortened(CleanText.line(withoutPaths(first)));
  }

  /** The whole text, as the log may have it. */
  String shown() {
    return withoutPaths(text);
  }

  private static String withoutPaths(String text) {
    return HOST_PATH.matcher(text).replaceAll("…");
  }

  private String bare() {
    return WRAPPING.matcher(text.strip()).replaceFirst("");
  }

  private static Optional<String> group(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      return Optional.empty();
    }
    String first = found.group(1);
    return Optional.of(first != null ? first : found.group(2));
  }
}
