package dev.stackyn.kernel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that is turned down for a reason its sender may know. The message is shown to people as
 * it is.
 */
public final class Refusal extends RuntimeException {
  private final ErrorCode code;
  private final transient List<FieldProblem> details;
  private final @Nullable Duration retryAfter;
  private final @Nullable String billingStatus;

  private Refusal(
      ErrorCode code,
      String message,
      List<FieldProblem> details,
      @Nullable Duration retryAfter,
      @Nullable String billingStatus) {
    // A refusal is an answer, not a fault: nobody reads its stack trace.
    super(message, null, false, false);
    this.code = code;
    this.details = List.copyOf(details);
    this.retryAfter = retryAfter;
    this.billingStatus = billingStatus;
  }

  public static Refusal of(ErrorCode code, String message) {
    return new Refusal(code, message, List.of(), null, null);
  }

  public static Refusal invalid(List<FieldProblem> details) {
    return new Refusal(
        ErrorCode.INVALID_INPUT, "The request has invalid fields.", details, null, null);
  }

  /** One field is wrong, and the text for people says how. */
  public static Refusal invalid(String field, String text) {
    return new Refusal(
        ErrorCode.INVALID_INPUT, text, List.of(new FieldProblem(field, text)), null, null);
  }

  /** Too much was asked for at once; the same request may be granted after the wait. */
  public static Refusal later(String text, Duration wait) {
    return new Refusal(ErrorCode.RATE_LIMITED, text, List.of(), wait, null);
  }

  /** It would be granted to somebody who pays; the status says what has become of his plan. */
  public static Refusal unpaid(String text, String billingStatus) {
    return new Refusal(ErrorCode.PAYMENT_REQUIRED, text, List.of(), null, billingStatus);
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

  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** Only where somebody did not pay. */
  public Optional<String> billingStatus() {
    return Optional.ofNullable(billingStatus);
  }
}
