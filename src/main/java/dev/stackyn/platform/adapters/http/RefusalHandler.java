package dev.stackyn.platform.adapters.http;

import dev.stackyn.kernel.Refusal;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

@Singleton
final class RefusalHandler implements ExceptionHandler<Refusal, HttpResponse<?>> {
  private final ProblemHandler problems;

  RefusalHandler(ProblemHandler problems) {
    this.problems = problems;
  }

  @Override
  public HttpResponse<?> handle(
      @SuppressWarnings("rawtypes") HttpRequest request, Refusal refusal) {
    return problems.refuse(request, refusal);
  }
}
