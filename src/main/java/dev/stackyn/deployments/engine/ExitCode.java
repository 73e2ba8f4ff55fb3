package dev.stackyn.deployments.engine;

/** How a process ended, in words where there are any. */
record ExitCode(int value) {
  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;

  boolean isSuccess() {
    return value == 0;
  }

  /** Neither becomes better by trying again. */
  boolean isOfNoProcess() {
    return value == NOT_EXECUTABLE || value == NOT_FOUND;
  }

  @Override
  public String toString() {
    return switch (value) {
      case NOT_EXECUTABLE -> "exit code 126 (the command cannot be executed)";
      case NOT_FOUND -> "exit code 127 (the command was not found)";
      default -> "exit code " + value;
    };
  }
}
