package dev.stackyn.deployments.adapters.http;

import dev.stackyn.deployments.domain.Deployment;
import dev.stackyn.deployments.domain.DeploymentLogs;
import dev.stackyn.deployments.domain.Deployments;
import dev.stackyn.deployments.domain.LogHead;
import dev.stackyn.deployments.domain.LogPage;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Requester;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;

/** Deployments, by their numbers. */
@Access(Access.Rule.USER)
@Controller("/api/v1/deployments")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Deployments")
class DeploymentsController {
  private final Deployments deployments;
  private final DeploymentLogs logs;

  DeploymentsController(Deployments deployments, DeploymentLogs logs) {
    this.deployments = deployments;
    this.logs = logs;
  }

  @Get("/{id}")
  @Operation(operationId = "deployment", summary = "One deployment")
  HttpResponse<DeploymentAnswer> one(
      String id, HttpRequest<?> request, @Parameter(hidden = true) Requester requester) {
    Deployment deployment = deployments.find(requester, id(id));
    String tag = Unchanged.tag(deployment);
    return Unchanged.isKnown(request, tag)
        ? Unchanged.answer(tag)
        : Unchanged.tagged(tag, DeploymentAnswer.of(deployment));
  }

  @Get("/{id}/logs")
  @Operation(
      operationId = "deploymentLogs",
      summary = "What a deployment has to say so far, and what its app prints")
  HttpResponse<LogsAnswer> logs(
      String id, HttpRequest<?> request, @Parameter(hidden = true) Requester requester) {
    DeploymentId deployment = id(id);
    if (Unchanged.isAsked(request)) {
      LogHead head = logs.head(requester, deployment);
      String tag = tag(head, logs.runtime(head.deployment()));
      if (Unchanged.isKnown(request, tag)) {
        return Unchanged.answer(tag);
      }
    }
    LogPage page = logs.page(requester, deployment);
    Optional<String> runtime = logs.runtime(page.head().deployment());
    return Unchanged.tagged(tag(page.head(), runtime), LogsAnswer.of(page, runtime));
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

  private static String tag(LogHead head, Optional<String> runtime) {
    return "%s-%x-%x-%x"
        .formatted(
            Unchanged.tag(head.deployment()),
            head.last(),
            head.hasLastWords() ? 1 : 0,
            runtime.map(String::hashCode).orElse(0));
  }
}
