package dev.stackyn.apps.adapters.http;

import dev.stackyn.apps.domain.AppAddresses;
import dev.stackyn.apps.domain.AppCheckup;
import dev.stackyn.apps.domain.AppView;
import dev.stackyn.apps.domain.Operation;
import dev.stackyn.deployments.domain.Deployment;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import java.util.List;

/** Apps and deployments as clients get them; what they ask for again and again, with a tag. */
@Singleton
final class Rendering {
  private static final Argument<List<AppAnswer>> APPS = Argument.listOf(AppAnswer.class);
  private static final Argument<AppAnswer> APP = Argument.of(AppAnswer.class);
  private static final Argument<List<DeploymentAnswer>> DEPLOYMENTS =
      Argument.listOf(DeploymentAnswer.class);

  private final AppAddresses addresses;
  private final Revalidation revalidation;

  Rendering(AppAddresses addresses, Revalidation revalidation) {
    this.addresses = addresses;
    this.revalidation = revalidation;
  }

  HttpResponse<?> apps(HttpRequest<?> request, List<AppView> views) {
    return revalidation.answer(
        request, APPS, views.stream().map(view -> AppAnswer.brief(view, addresses)).toList());
  }

  HttpResponse<?> app(HttpRequest<?> request, AppView view) {
    return revalidation.answer(request, APP, app(view));
  }

  AppAnswer app(AppView view) {
    return AppAnswer.full(view, addresses);
  }

  HttpResponse<?> deployments(HttpRequest<?> request, List<Deployment> deployments) {
    return revalidation.answer(request, DEPLOYMENTS, list(deployments));
  }

  List<DeploymentAnswer> list(List<Deployment> deployments) {
    return deployments.stream().map(DeploymentAnswer::of).toList();
  }

  OperationAnswer operation(Operation operation) {
    return OperationAnswer.of(operation, addresses);
  }

  AdminAppAnswer adminApp(AppView view, int deployments) {
    return AdminAppAnswer.of(view, deployments, AppAnswer.url(view, addresses));
  }

  VerifyAnswer verify(AppCheckup.Findings findings) {
    return VerifyAnswer.of(findings, addresses);
  }
}
