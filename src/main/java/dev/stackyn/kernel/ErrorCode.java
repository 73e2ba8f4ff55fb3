package dev.stackyn.kernel;

/**
 * Every machine-readable code that a refused request can carry, with the HTTP status it is answered
 * with.
 */
public enum ErrorCode {
  BAD_REQUEST(400),
  MALFORMED_BODY(400),
  INVALID_INPUT(400),
  CONFIRMATION_FAILED(400),
  UNKNOWN_PLAN(400),
  UNAUTHORIZED(401),
  INVALID_CREDENTIALS(401),
  OTP_INVALID(401),
  OTP_EXPIRED(401),
  TOTP_REQUIRED(401),
  TOTP_INVALID(401),
  INVALID_SIGNATURE(401),
  PAYMENT_REQUIRED(402),
  FORBIDDEN(403),
  ORIGIN_REFUSED(403),
  SCOPE_TOO_SMALL(403),
  NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  NOT_ACCEPTABLE(406),
  REQUEST_TIMEOUT(408),
  JOB_STATE_CONFLICT(409),
  LAST_ADMIN(409),
  TOTP_ALREADY_ON(409),
  TOTP_NOT_ON(409),
  TOO_MANY_TOKENS(409),
  BODY_TOO_LARGE(413),
  URI_TOO_LONG(414),
  UNSUPPORTED_MEDIA_TYPE(415),
  EXPECTATION_FAILED(417),
  RATE_LIMITED(429),
  HEADERS_TOO_LARGE(431),
  INTERNAL_ERROR(500),
  NOT_READY(503);

  private final int status;

  ErrorCode(int status) {
    this.status = status;
  }

  public int status() {
    return status;
  }
}
