package dev.stackyn.apps.domain;

import dev.stackyn.deployments.domain.BuildPlans;
import dev.stackyn.deployments.domain.Trigger;
import dev.stackyn.deployments.engine.DeploySpec;
import dev.stackyn.deployments.engine.DeploySpec.BuildSpec;
import dev.stackyn.deployments.engine.DeploySpec.SourceSpec;
import dev.stackyn.deployments.engine.Freshness;
import dev.stackyn.deployments.engine.GitCredential;
import dev.stackyn.deployments.engine.Repository;
import dev.stackyn.kernel.Requester;
import dev.stackyn.kernel.Stop;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** How an app would be built, whether it is there already or not. */
@Singleton
public class BuildPreview {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** What the caches of an app would be called that is not there yet. */
  private static final String NO_APP = "app";

  private final AppLookup lookup;
  private final DeploySpecs specs;
  private final BuildPlans plans;

  public BuildPreview(AppLookup lookup, DeploySpecs specs, BuildPlans plans) {
    this.lookup = lookup;
    this.specs = specs;
    this.plans = plans;
  }

  /** Fetches the app's source, and waits for it: not to be called within a transaction. */
  public BuildPlans.Answer of(Requester requester, String id) {
    App app = lookup.find(requester, id);
    DeploySpec spec = specs.order(app, Trigger.REDEPLOY, requester.id()).spec();
    return plan(spec.source(), spec.build(), spec.run().health().port(), app.id().toString());
  }

  /** The same for what is not an app yet. */
  public BuildPlans.Answer of(NewApp.NewSource source, AppSettings settings) {
    source.token().ifPresent(_ -> AppEditing.requireHttp(source.url()));
    Optional<GitCredential> credential = source.token().map(token -> token);
    return plan(
        new SourceSpec(new Repository(source.url(), credential), source.branch()),
        DeploySpecs.build(settings.build(), Freshness.REUSE),
        settings.health().port(),
        NO_APP);
  }

  private BuildPlans.Answer plan(
      SourceSpec source, BuildSpec build, Optional<Integer> port, String caches) {
    Stop stop = new Stop();
    Executor later =
        CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), TimeUnit.SECONDS, Runnable::run);
    later.execute(() -> stop.ask("it takes too long"));
    return plans.plan(source, build, port, caches, stop);
  }
}
