package dev.stackyn.platform.adapters.http;

import dev.stackyn.kernel.ErrorCode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What nobody foresaw. The log gets all of it, the client nothing but the request id. */
@Singleton
final class FaultHandler implements ExceptionHandler<Throwable, HttpResponse<?>> {
  private static final Logger LOG = LoggerFactory.getLogger(FaultHandler.class);

  private final ProblemHandler problems;

  FaultHandler(ProblemHandler problems) {
    this.problems = problems;
  }

  @Override
  public HttpResponse<?> handle(
      @SuppressWarnings("rawtypes") HttpRequest request, Throwable fault) {
    if (isOutage(fault)) {
      LOG.warn(
          "{} {} could not be served: the database is away",
          request.getMethodName(),
          request.getPath());
      return problems.fault(request, ErrorCode.NOT_READY);
    }
    LOG.error("{} {} failed", request.getMethodName(), request.getPath(), fault);
    return problems.fault(request, ErrorCode.INTERNAL_ERROR);
  }

  /** SQLSTATE class 08 is a lost connection, 57P a server that is going or coming. */
  private static boolean isOutage(@Nullable Throwable fault) {
    for (Throwable t = fault; t != null; t = t.getCause()) {
      if (t instanceof SQLTransientException) {
        return true;
      }
      if (t instanceof SQLException sql
          && sql.getSQLState() != null
          && (sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57P"))) {
        return true;
      }
    }
    return false;
  }
}
