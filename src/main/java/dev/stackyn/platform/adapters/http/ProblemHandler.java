package dev.stackyn.platform.adapters.http;

import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.FieldProblem;
import dev.stackyn.kernel.Refusal;
import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolationException;
import java.time.Duration;
import java.util.List;

/**
 * Turns everything that can go wrong into the one shape: our own refusals, the framework's errors,
 * and faults.
 */
@Singleton
@Primary
final class ProblemHandler implements ErrorResponseProcessor<Problem> {

  /**
   * What the framework refused by itself: unknown routes, wrong methods, unreadable bodies, invalid
   * fields.
   */
  @Override
  public MutableHttpResponse<Problem> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    ErrorCode code = code(HttpStatus.valueOf(response.code()), context);
    List<FieldProblem> details = code == ErrorCode.INVALID_INPUT ? details(context) : List.of();
    return fill(response, Problem.of(code, text(code), requestId(context.getRequest()), details));
  }

  MutableHttpResponse<Problem> refuse(HttpRequest<?> request, Refusal refusal) {
    MutableHttpResponse<?> response = HttpResponse.ok();
    refusal
        .retryAfter()
        .ifPresent(wait -> response.header("Retry-After", String.valueOf(seconds(wait))));
    return fill(
        response,
        Problem.of(refusal.code(), refusal.text(), requestId(request), refusal.details())
            .withBillingStatus(refusal.billingStatus().orElse(null)));
  }

  MutableHttpResponse<Problem> fault(HttpRequest<?> request, ErrorCode code) {
    return fill(HttpResponse.ok(), Problem.of(code, text(code), requestId(request), List.of()));
  }

  /** Whole seconds, rounded up: whoever waits that long is not refused again for coming early. */
  private static long seconds(Duration wait) {
    return Math.max(1, wait.plusMillis(999).toSeconds());
  }

  private static MutableHttpResponse<Problem> fill(
      MutableHttpResponse<?> response, Problem problem) {
    return response
        .status(problem.code().status())
        .contentType(MediaType.APPLICATION_JSON_TYPE)
        .body(problem);
  }

  private static String requestId(HttpRequest<?> request) {
    return request.getHeaders().get(Exchange.ID_HEADER, String.class, "unknown");
  }

  private static ErrorCode code(HttpStatus status, ErrorContext context) {
    return switch (status) {
      case BAD_REQUEST ->
          context.getRootCause().orElse(null) instanceof ConstraintViolationException
              ? ErrorCode.INVALID_INPUT
              : hasBody(context.getRequest()) ? ErrorCode.MALFORMED_BODY : ErrorCode.BAD_REQUEST;
      case UNAUTHORIZED -> ErrorCode.UNAUTHORIZED;
      case FORBIDDEN -> ErrorCode.FORBIDDEN;
      case NOT_FOUND -> ErrorCode.NOT_FOUND;
      case METHOD_NOT_ALLOWED -> ErrorCode.METHOD_NOT_ALLOWED;
      case NOT_ACCEPTABLE -> ErrorCode.NOT_ACCEPTABLE;
      case REQUEST_TIMEOUT -> ErrorCode.REQUEST_TIMEOUT;
      case REQUEST_ENTITY_TOO_LARGE -> ErrorCode.BODY_TOO_LARGE;
      case REQUEST_URI_TOO_LONG -> ErrorCode.URI_TOO_LONG;
      case UNSUPPORTED_MEDIA_TYPE -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
      case EXPECTATION_FAILED -> ErrorCode.EXPECTATION_FAILED;
      case REQUEST_HEADER_FIELDS_TOO_LARGE -> ErrorCode.HEADERS_TOO_LARGE;
      case SERVICE_UNAVAILABLE -> ErrorCode.NOT_READY;
      default -> status.getCode() < 500 ? ErrorCode.BAD_REQUEST : ErrorCode.INTERNAL_ERROR;
    };
  }

  private static boolean hasBody(HttpRequest<?> request) {
    return request.getContentLength() > 0 || request.getHeaders().contains("Transfer-Encoding");
  }

  /**
   * {@code create.body.name} is the framework's path to a field; a client knows it as {@code name}.
   */
  private static List<FieldProblem> details(ErrorContext context) {
    if (!(context.getRootCause().orElse(null) instanceof ConstraintViolationException violations)) {
      return context.getErrors().stream()
          .map(error -> new FieldProblem(error.getPath().orElse(""), error.getMessage()))
          .toList();
    }
    return violations.getConstraintViolations().stream()
        .map(v -> new FieldProblem(field(v.getPropertyPath().toString()), v.getMessage()))
        .toList();
  }

  private static String field(String path) {
    String[] parts = path.split("\\.", 3);
    return parts[parts.length - 1];
  }

  static String text(ErrorCode code) {
    return switch (code) {
      case BAD_REQUEST -> "The request cannot be understood.";
      case MALFORMED_BODY ->
          "The request body cannot be read: it is not the JSON that is expected here.";
      case INVALID_INPUT -> "The request has invalid fields.";
      case CONFIRMATION_FAILED -> "That it is really you was not confirmed.";
      case UNKNOWN_PLAN -> "There is no such plan.";
      case UNAUTHORIZED -> "Sign in first.";
      case INVALID_CREDENTIALS -> "Invalid email or password";
      case OTP_INVALID -> "Invalid or expired OTP";
      case OTP_EXPIRED -> "OTP has expired";
      case TOTP_REQUIRED -> "The code of the second factor is required.";
      case TOTP_INVALID -> "The code of the second factor is wrong.";
      case INVALID_SIGNATURE -> "Invalid signature";
      case PAYMENT_REQUIRED -> "billing inactive. Upgrade to continue";
      case FORBIDDEN -> "This is not allowed.";
      case ORIGIN_REFUSED -> "This does not come from a page of this platform.";
      case PLAN_LIMIT_EXCEEDED -> "Your plan does not reach this far. Upgrade to continue.";
      case SCOPE_TOO_SMALL -> "The token's scopes do not reach this far.";
      case NOT_FOUND -> "There is nothing at this address.";
      case UNKNOWN_HOST -> "There is no app at this address.";
      case INVITATION_INVALID -> "This invitation is not good, or not any more.";
      case METHOD_NOT_ALLOWED -> "This address does not take that method.";
      case NOT_ACCEPTABLE -> "This address cannot answer in any of the accepted media types.";
      case REQUEST_TIMEOUT -> "The request took too long to arrive.";
      case APP_NAME_TAKEN -> "You have an app with this name already.";
      case APP_SLUG_TAKEN -> "An app with this slug already exists.";
      case DEPLOYMENT_STATE_CONFLICT -> "The deployment is not in a state that allows this.";
      case HOST_TAKEN -> "This host belongs to another app.";
      case JOB_STATE_CONFLICT -> "The job is not in a state that allows this.";
      case LAST_ADMIN -> "The last administrator cannot be taken away.";
      case NO_RELEASE -> "There is no release that could run: redeploy.";
      case TOTP_ALREADY_ON -> "The second factor is already on.";
      case TOTP_NOT_ON -> "The second factor is not on.";
      case TOO_MANY_TOKENS -> "There are too many tokens already: revoke one first.";
      case USERNAME_TAKEN -> "Another account has this username.";
      case BODY_TOO_LARGE -> "The request body is too large.";
      case URI_TOO_LONG -> "The address is too long.";
      case UNSUPPORTED_MEDIA_TYPE -> "This address takes application/json.";
      case EXPECTATION_FAILED -> "The expectation of the request cannot be met.";
      case HEADERS_TOO_LARGE -> "The request headers are too large.";
      case RATE_LIMITED -> "Too many requests. Try again in a moment.";
      case INTERNAL_ERROR ->
          "Something went wrong on our side. The request id leads to it in the log.";
      case APP_UNREACHABLE -> "This app does not answer.";
      case APP_MAINTENANCE -> "This app is down for maintenance.";
      case APP_NOT_STARTED -> "This app could not be started.";
      case ROUTER_BUSY -> "The router has too many requests at once.";
      case APP_BUSY -> "This app has too many requests at once.";
      case APP_STARTING -> "This app is starting.";
      case APP_STOPPED -> "This app is stopped.";
      case APP_TIMEOUT -> "This app takes too long to answer.";
      case NOT_READY -> "The platform cannot serve this right now. Try again in a moment.";
    };
  }
}
