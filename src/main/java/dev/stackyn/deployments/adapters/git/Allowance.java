package dev.stackyn.deployments.adapters.git;

import dev.stackyn.deployments.domain.GitSettings.GitLimits;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;

/** How much a checkout may still write. */
final class Allowance {
  private final GitLimits limits;
  private int files;
  private long bytes;

  Allowance(GitLimits limits) {
    this.limits = limits;
  }

  /** The same, for an attempt that may have to be made again. */
  Allowance copy() {
    Allowance copy = new Allowance(limits);
    copy.files = files;
    copy.bytes = bytes;
    return copy;
  }

  void entry() {
    if (++files > limits.files()) {
      throw tooLarge("has more than the " + limits.files() + " files and folders allowed here");
    }
  }

  void file(String path, long size) {
    if (size > limits.fileBytes()) {
      throw tooLarge(
          "holds "
              + path
              + " of "
              + Sizes.spell(size)
              + "; a single file may have "
              + Sizes.spell(limits.fileBytes()));
    }
    bytes += size;
    if (bytes > limits.bytes()) {
      throw tooLarge("is larger than the " + Sizes.spell(limits.bytes()) + " allowed here");
    }
  }

  int files() {
    return files;
  }

  long bytes() {
    return bytes;
  }

  private static DeployFailure tooLarge(String text) {
    return new DeployFailure(DeployCode.REPO_TOO_LARGE, "The repository " + text + ".");
  }
}
