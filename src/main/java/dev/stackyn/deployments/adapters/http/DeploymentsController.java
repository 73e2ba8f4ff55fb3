package dev.stackyn.deployments.adapters.http;

import dev.stackyn.deployments.domain.Deployment;
import dev.stackyn.deployments.domain.DeploymentLogs;
import dev.stackyn.deployments.domain.DeploymentRows;
import dev.stackyn.deployments.domain.Deployments;
import dev.stackyn.deployments.domain.LogHead;
import dev.stackyn.deployments.domain.LogPage;
import dev.stackyn.identity.domain.Caller;
import dev.stackyn.identity.domain.SessionAnswers;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Requester;
import dev.stackyn.platform.domain.KeptAnswers.Reading;
import dev.stackyn.platform.domain.WireAnswer;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.json.JsonMapper;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Deployments, by their numbers. */
@Access(Access.Rule.USER)
@Controller("/api/v1/deployments")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Deployments")
class DeploymentsController {
  private static final Argument<DeploymentAnswer> DEPLOYMENT = Argument.of(DeploymentAnswer.class);
  private static final Argument<LogsAnswer> LOGS = Argument.of(LogsAnswer.class);

  private final Deployments deployments;
  private final DeploymentLogs logs;
  private final SessionAnswers answers;
  private final JsonMapper json;

  DeploymentsController(
      Deployments deployments, DeploymentLogs logs, SessionAnswers answers, JsonMapper json) {
    this.deployments = deployments;
    this.logs = logs;
    this.answers = answers;
    this.json = json;
  }

  @Get("/{id}")
  @Operation(operationId = "deployment", summary = "One deployment")
  @ApiResponse(
      responseCode = "200",
      description = "One deployment",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = DeploymentAnswer.class)))
  HttpResponse<byte[]> one(
      String id, HttpRequest<?> request, @Parameter(hidden = true) Caller caller) {
    DeploymentId deployment = id(id);
    return Unchanged.answer(
        request, answers.find(caller, "deployment " + deployment, now -> read(now, deployment)));
  }

  @Get("/{id}/logs")
  @Operation(
      operationId = "deploymentLogs",
      summary = "What a deployment has to say so far, and what its app prints")
  @ApiResponse(
      responseCode = "200",
      description = "What a deployment has to say so far, and what its app prints",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = LogsAnswer.class)))
  HttpResponse<byte[]> logs(
      String id, HttpRequest<?> request, @Parameter(hidden = true) Caller caller) {
    DeploymentId deployment = id(id);
    return Unchanged.answer(
        request,
        answers.find(caller, "logs " + deployment, now -> readLog(now, deployment, request)));
  }

  @Post("/{id}/cancel")
  @Operation(
      operationId = "cancelDeployment",
      summary = "Call a deployment off; one that is being worked on ends within seconds")
  DeploymentAnswer cancel(String id, @Parameter(hidden = true) Requester requester) {
    return DeploymentAnswer.of(deployments.cancel(requester, id(id)));
  }

  /** What cannot be a number is the number of nothing. */
  private static DeploymentId id(String text) {
    return DeploymentId.parse(text)
        .orElseThrow(() -> Refusal.of(ErrorCode.NOT_FOUND, "Deployment not found"));
  }

  private Reading read(Caller caller, DeploymentId id) {
    Deployment deployment = deployments.find(caller.requester(), id);
    return new Reading(
        new WireAnswer(
            bytes(DEPLOYMENT, DeploymentAnswer.of(deployment)), Unchanged.tag(deployment)),
        List.of(DeploymentRows.DEPLOYMENT.of(id.value())));
  }

  /** While it goes on, what its client has already is not even read. */
  private Reading readLog(Caller caller, DeploymentId id, HttpRequest<?> request) {
    if (Unchanged.isAsked(request)) {
      LogHead head = logs.head(caller.requester(), id);
      String tag = tag(head, logs.runtime(head.deployment()));
      if (!head.deployment().status().isEnded() && Unchanged.isKnown(request, tag)) {
        return Reading.passing(new WireAnswer(new byte[0], tag));
      }
    }
    LogPage page = logs.page(caller.requester(), id);
    Optional<String> runtime = logs.runtime(page.head().deployment());
    WireAnswer answer =
        new WireAnswer(bytes(LOGS, LogsAnswer.of(page, runtime)), tag(page.head(), runtime));
    // What an app prints while it runs is in no row.
    return page.head().deployment().status().isEnded()
        ? new Reading(answer, List.of(DeploymentRows.LOG.of(id.value())))
        : Reading.passing(answer);
  }

  private <T> byte[] bytes(Argument<T> type, T body) {
    try {
      return json.writeValueAsBytes(type, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tag(LogHead head, Optional<String> runtime) {
    return "%s-%x-%x-%x"
        .formatted(
            Unchanged.tag(head.deployment()),
            head.last(),
            head.hasLastWords() ? 1 : 0,
            runtime.map(String::hashCode).orElse(0));
  }
}
