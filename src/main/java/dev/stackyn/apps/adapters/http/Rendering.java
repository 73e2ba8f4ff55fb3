package dev.stackyn.apps.adapters.http;

import dev.stackyn.apps.domain.AppAddresses;
import dev.stackyn.apps.domain.AppCheckup;
import dev.stackyn.apps.domain.AppView;
import dev.stackyn.apps.domain.Operation;
import dev.stackyn.deployments.domain.Deployment;
import dev.stackyn.platform.domain.WireAnswer;
import io.micronaut.core.type.Argument;
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

  WireAnswer apps(List<AppView> views) {
    return revalidation.tagged(
        APPS, views.stream().map(view -> AppAnswer.brief(view, addresses)).toList());
  }

  WireAnswer one(AppView view) {
    return revalidation.tagged(APP, app(view));
  }

  AppAnswer app(AppView view) {
    return AppAnswer.full(view, addresses);
  }

  WireAnswer deployments(List<Deployment> deployments) {
    return revalidation.tagged(DEPLOYMENTS, list(deployments));
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
