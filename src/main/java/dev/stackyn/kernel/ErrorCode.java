package dev.stackyn.kernel;

/**
 * Every machine-readable code that a refused request can carry, with the HTTP status it is answered
 * with.
 */
public enum ErrorCode {
  BAD_REQUEST(400),
  MALFORMED_BODY(400),
  INVALID_INPUT(400),
  FORBIDDEN(403),
  NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  NOT_ACCEPTABLE(406),
  REQUEST_TIMEOUT(408),
  BODY_TOO_LARGE(413),
  URI_TOO_LONG(414),
  UNSUPPORTED_MEDIA_TYPE(415),
  EXPECTATION_FAILED(417),
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
