package dev.stackyn.deployments.engine;

/** Every machine-readable reason for which a deployment can fail, with the one to blame. */
public enum DeployCode {
  REPO_NOT_FOUND(Blame.USER),
  REPO_ACCESS_DENIED(Blame.USER),
  REPO_HOST_NOT_ALLOWED(Blame.USER),
  REPO_HOST_KEY_CHANGED(Blame.USER),
  REPO_UNREACHABLE(Blame.PLATFORM),
  REPO_TOO_LARGE(Blame.LIMIT),
  REPO_UNSAFE_PATH(Blame.USER),
  REF_NOT_FOUND(Blame.USER),
  FETCH_TIMEOUT(Blame.PLATFORM),
  DOCKERFILE_MISSING(Blame.USER),
  DOCKERFILE_INVALID(Blame.USER),
  DOCKER_COMPOSE_PRESENT(Blame.USER),
  MANIFEST_INVALID(Blame.USER),
  START_UNKNOWN(Blame.USER),
  BUILD_FAILED(Blame.USER),
  BUILD_TIMEOUT(Blame.LIMIT),
  BUILD_CONTEXT_TOO_LARGE(Blame.LIMIT),
  BASE_IMAGE_UNAVAILABLE(Blame.USER),
  IMAGE_TOO_LARGE(Blame.LIMIT),
  SECRET_IN_IMAGE(Blame.USER),
  MEMORY_LIMIT_EXCEEDED(Blame.LIMIT),
  DISK_LIMIT_EXCEEDED(Blame.LIMIT),
  RELEASE_COMMAND_FAILED(Blame.USER),
  RELEASE_COMMAND_TIMEOUT(Blame.LIMIT),
  APP_CRASHED(Blame.USER),
  APP_NOT_READY(Blame.USER),
  PORT_MISMATCH(Blame.USER),
  ROLLED_BACK(Blame.USER),
  RELEASE_GONE(Blame.USER),
  HOST_TAKEN(Blame.USER),
  ROUTE_NOT_FOLLOWED(Blame.PLATFORM),
  HOST_OUT_OF_MEMORY(Blame.PLATFORM),
  ENGINE_UNAVAILABLE(Blame.PLATFORM),
  INTERNAL_PLATFORM_ERROR(Blame.PLATFORM);

  private final Blame blame;

  DeployCode(Blame blame) {
    this.blame = blame;
  }

  public Blame blame() {
    return blame;
  }
}
