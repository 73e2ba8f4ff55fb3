package dev.stackyn.kernel;

import java.util.List;

/**
 * A request that is turned down for a reason its sender may know. The message is shown to people as
 * it is.
 */
public final class Refusal extends RuntimeException {
  private final ErrorCode code;
  private final transient List<FieldProblem> details;

  private Refusal(ErrorCode code, String message, List<FieldProblem> details) {
    // A refusal is an answer, not a fault: nobody reads its stack trace.
    super(message, null, false, false);
    this.code = code;
    this.details = List.copyOf(details);
  }

  public static Refusal of(ErrorCode code, String message) {
    return new Refusal(code, message, List.of());
  }

  public static Refusal invalid(List<FieldProblem> details) {
    return new Refusal(ErrorCode.INVALID_INPUT, "The request has invalid fields.", details);
  }

  public ErrorCode code() {
    return code;
  }

  public String text() {
    return String.valueOf(getMessage());
  }

  public List<FieldProblem> details() {
    return details;
  }
}
