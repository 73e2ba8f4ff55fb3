package dev.stackyn.deployments.adapters.docker.build;

import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why a base image is not to be had. Engines give these reasons various statuses, and only their
 * texts are the same in all versions.
 */
final class PullProblem {
  private static final Pattern NO_SPACE = Pattern.compile("no space left on device|disk quota");
  private static final Pattern LIMITED =
      Pattern.compile("toomanyrequests|too many requests|rate limit");
  private static final Pattern DENIED =
      Pattern.compile(
          "unauthorized|no basic auth credentials|denied|authentication required"
              + "|authorization failed|incorrect username or password|forbidden");
  private static final Pattern ABSENT =
      Pattern.compile(
          "not found|manifest unknown|name unknown|does not exist|no such image|no matching manifest"
              + "|invalid reference");
  private static final Pattern UNREACHABLE =
      Pattern.compile(
          "no such host|connection refused|timeout|timed out|deadline exceeded|connection reset"
              + "|server misbehaving|network is unreachable|no route to host|eof|tls handshake"
              + "|50[0-4] |bad gateway|service unavailable|temporary failure|dial tcp");

  private PullProblem() {}

  /** Whether another try may go better. */
  static boolean mayPass(String text) {
    String plain = text.toLowerCase(Locale.ROOT);
    return !has(DENIED, plain) && !has(LIMITED, plain) && has(UNREACHABLE, plain);
  }

  /** Whether a text of the builder is about an image that it could not get. */
  static boolean isOne(String text) {
    String plain = text.toLowerCase(Locale.ROOT);
    boolean aboutImages =
        plain.contains("failed to resolve source metadata")
            || plain.contains("pull access denied")
            || plain.contains("manifest unknown")
            || plain.contains("no active session")
            || plain.contains("failed to do request")
            || plain.contains("no such image")
            || plain.contains("failed to fetch anonymous token")
            || plain.contains("no match for platform");
    return aboutImages || (plain.contains("failed to load metadata") && !plain.contains("parse"));
  }

  static DeployFailure failure(String image, String text) {
    return failure(Optional.of(image), text);
  }

  /** When nobody says which image it is, nobody says at which registry either. */
  static DeployFailure failure(Optional<String> image, String text) {
    String plain = text.toLowerCase(Locale.ROOT);
    if (has(NO_SPACE, plain)) {
      return new DeployFailure(
          DeployCode.DISK_LIMIT_EXCEEDED,
          "There is no room left on the host's disk for the base image.");
    }
    return new DeployFailure(
        DeployCode.BASE_IMAGE_UNAVAILABLE,
        "%s %s"
            .formatted(
                image.map("The base image \"%s\""::formatted).orElse("A base image"),
                reason(image.map(Logins::host).orElse("its registry"), plain)));
  }

  private static String reason(String host, String plain) {
    if (has(LIMITED, plain)) {
      return "cannot be fetched now: %s allows no more downloads for a while.".formatted(host)
          + " A login for it raises that limit.";
    }
    if (has(DENIED, plain)) {
      return "is not public, or does not exist: %s wants a login that may read it.".formatted(host);
    }
    if (has(UNREACHABLE, plain) && !has(ABSENT, plain.replace("no such host", ""))) {
      return "cannot be fetched: %s does not answer.".formatted(host);
    }
    if (has(ABSENT, plain)) {
      return "does not exist at %s, at least not for this machine's kind.".formatted(host)
          + " Check its name and tag in the Dockerfile.";
    }
    return "cannot be fetched from %s.".formatted(host);
  }

  private static boolean has(Pattern pattern, String plain) {
    return pattern.matcher(plain).find();
  }
}
