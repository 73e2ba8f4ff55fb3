package dev.stackyn.deployments.domain;

import dev.stackyn.platform.domain.PlatformSettings;
import dev.stackyn.platform.domain.Variables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** From where sources may come, how much of them, and how much of it is kept. */
public record GitSettings(
    Path folder,
    AllowedHosts allowedHosts,
    GitLimits limits,
    long mirrorBytes,
    ProxySettings proxies) {

  /**
   * Bounds on one checkout, its submodules included. Bytes are counted twice: as they come over the
   * wire, and as they are written out.
   */
  public record GitLimits(Duration time, long bytes, int files, long fileBytes) {
    public GitLimits {
      Objects.requireNonNull(time, "time");
    }
  }

  public GitSettings {
    Objects.requireNonNull(folder, "folder");
  }

  public static GitSettings from(Variables variables, PlatformSettings platform) {
    return new GitSettings(
        platform.home().resolve("sources"),
        variables
            .text("STACKYN_GIT_ALLOWED_HOSTS")
            .as(AllowedHosts::parse)
            .optional()
            .orElse(AllowedHosts.NONE),
        limits(variables),
        variables.text("STACKYN_GIT_MIRRORS").asBytes(1 << 20, 1L << 42).or(5L << 30),
        ProxySettings.from(variables));
  }

  private static GitLimits limits(Variables variables) {
    return new GitLimits(
        variables
            .text("STACKYN_GIT_TIMEOUT")
            .asDuration(Duration.ofSeconds(1), Duration.ofHours(2))
            .or(Duration.ofMinutes(5)),
        variables.text("STACKYN_GIT_MAX_SIZE").asBytes(1 << 10, 1L << 40).or(1L << 30),
        variables.text("STACKYN_GIT_MAX_FILES").asWhole(1, 10_000_000).or(100_000),
        variables.text("STACKYN_GIT_MAX_FILE").asBytes(1 << 10, 1 << 30).or(100L << 20));
  }
}
