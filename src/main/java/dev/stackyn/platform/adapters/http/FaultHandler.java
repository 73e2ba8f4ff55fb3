package dev.stackyn.platform.adapters.http;

import dev.stackyn.kernel.ErrorCode;
import io.micronaut.data.connection.exceptions.ConnectionException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.io.EOFException;
import java.nio.channels.ClosedChannelException;
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
    if (isAbandoned(fault)) {
      return problems.fault(request, ErrorCode.BAD_REQUEST);
    }
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

  /**
   * The client went away in the middle of its own request: nobody reads this answer, and nobody is
   * to blame.
   */
  private static boolean isAbandoned(Throwable fault) {
    return fault instanceof EOFException || fault instanceof ClosedChannelException;
  }

  /** SQLSTATE class 08 is a lost connection, 57P a server that is going or coming. */
  private static boolean isOutage(@Nullable Throwable fault) {
    for (Throwable t = fault; t != null; t = t.getCause()) {
      if (t instanceof SQLTransientException || t instanceof ConnectionException) {
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
