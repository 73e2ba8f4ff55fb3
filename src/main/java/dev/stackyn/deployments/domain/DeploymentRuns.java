package dev.stackyn.deployments.domain;

import dev.stackyn.deployments.engine.Commit;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeploySpec;
import dev.stackyn.deployments.engine.Kept;
import dev.stackyn.deployments.engine.Phase;
import dev.stackyn.deployments.engine.Repository;
import dev.stackyn.deployments.ports.DeploymentStore;
import dev.stackyn.deployments.ports.RunStore;
import dev.stackyn.deployments.ports.UpkeepStore;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.Stop;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What those who work on deployments write down. Each call is one short transaction that stands or
 * falls with the job: who was believed dead and taken over writes nothing any more.
 */
@Singleton
public class DeploymentRuns {
  private static final String UNFINISHED =
      "Stackyn could not finish this deployment. What served before serves still: redeploy.";

  private final DeploymentStore store;
  private final RunStore runs;
  private final UpkeepStore upkeep;
  private final WatchSettings settings;

  public DeploymentRuns(
      DeploymentStore store, RunStore runs, UpkeepStore upkeep, WatchSettings settings) {
    this.store = store;
    this.runs = runs;
    this.upkeep = upkeep;
    this.settings = settings;
  }

  /** A deployment that is to be worked on. */
  public record Work(Deployment deployment, DeploySpec spec) {}

  /** What an attempt has found and made since it last wrote something down. */
  public record Noted(
      Optional<Commit> commit,
      Optional<String> image,
      Optional<String> container,
      Optional<Kept> before) {
    public static final Noted NOTHING =
        new Noted(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Noted withCommit(Commit found) {
      return new Noted(Optional.of(found), image, container, before);
    }

    public Noted withImage(String made) {
      return new Noted(commit, Optional.of(made), container, before);
    }

    public Noted withContainer(String made) {
      return new Noted(commit, image, Optional.of(made), before);
    }

    public Noted withBefore(Kept kept) {
      return new Noted(commit, image, container, Optional.of(kept));
    }
  }

  /** Nothing when there is nothing left to do: it has ended, or its app is gone. */
  @Transactional
  public Optional<Work> begin(JobRun run, DeploymentId id) {
    run.hold();
    Optional<Deployment> deployment = store.lock(id).filter(DeploymentRuns::isToBeDone);
    deployment.ifPresent(_ -> runs.begin(id, run.attempt()));
    return deployment.map(one -> new Work(one, store.spec(id)));
  }

  /**
   * A step begins, and what came of those before it is written down with it. From the switch's end
   * on it serves, whatever becomes of the rest.
   *
   * @throws Stop.Stopped when somebody has ended it in the meantime
   */
  @Transactional
  public void enter(JobRun run, DeploymentId id, Phase phase, Noted noted) {
    run.hold();
    Deployment deployment = locked(id);
    DeploymentStatus next = status(phase);
    boolean serves = deployment.status() == DeploymentStatus.RUNNING;
    if (!serves && !deployment.status().isOpen()) {
      throw new Stop.Stopped("the app was stopped");
    }
    note(id, noted);
    if (serves) {
      return;
    }
    requireMay(deployment, next);
    if (next == DeploymentStatus.RUNNING) {
      runs.live(id, deployment.app());
      noted.before().ifPresent(before -> upkeep.watch(id, before, settings.window()));
    } else {
      runs.enter(id, next, phase);
    }
  }

  @Transactional
  public void fail(JobRun run, DeploymentId id, DeployCode code, String message) {
    run.hold();
    end(id, DeploymentStatus.FAILED, one -> runs.fail(one, code, message));
  }

  /**
   * It failed for no fault of its app, and waits for its next try as if it had not begun: a newer
   * request takes its place. False when one is waiting already: then this one is over.
   */
  @Transactional
  public boolean postpone(JobRun run, Deployment deployment) {
    store.serialize(deployment.app());
    run.hold();
    boolean superseded = store.waiting(deployment.app()).isPresent();
    if (superseded) {
      end(
          deployment.id(),
          DeploymentStatus.CANCELLED,
          one -> runs.cancel(one, Deployments.SUPERSEDED));
    } else {
      end(deployment.id(), DeploymentStatus.PENDING, runs::postpone);
    }
    return !superseded;
  }

  @Transactional
  public void cancel(JobRun run, DeploymentId id, String why) {
    run.hold();
    end(id, DeploymentStatus.CANCELLED, one -> runs.cancel(one, why));
  }

  /**
   * One whose job has ended without a word: nobody will ever go on with it. Nothing happens when it
   * has ended, or has another job, in the meantime.
   */
  @Transactional
  public void abandon(DeploymentId id, Optional<JobId> job, boolean cancelled) {
    boolean stray =
        store.lock(id).filter(one -> one.status().isOpen()).isPresent()
            && store.job(id).equals(job);
    if (stray && cancelled) {
      runs.cancel(id, "its job was cancelled");
    } else if (stray) {
      runs.fail(id, DeployCode.INTERNAL_PLATFORM_ERROR, UNFINISHED);
    }
  }

  /** Images that the app may lose; say {@link #imageGone} of each that it has lost. */
  @Transactional
  public List<String> outdatedImages(AppId app, int keep) {
    return runs.outdatedImages(app, keep);
  }

  @Transactional
  public void imageGone(AppId app, String image) {
    runs.imageGone(app, image);
  }

  @Transactional
  public List<RunStore.Serving> serving() {
    return runs.serving();
  }

  @Transactional
  public List<RunStore.Stray> open() {
    return runs.open();
  }

  /**
   * What should serve an app; nothing while something else is being done with it, somebody watches
   * it, or it sleeps.
   */
  @Transactional
  public Optional<Work> resume(JobRun run, AppId app) {
    run.hold();
    AppDeployments present = store.standings(List.of(app)).getOrDefault(app, AppDeployments.NONE);
    if (present.open().isPresent() || present.running().filter(Upkeep::isToRun).isEmpty()) {
      return Optional.empty();
    }
    Deployment deployment = present.running().orElseThrow();
    runs.begin(deployment.id(), run.attempt());
    return Optional.of(new Work(deployment, store.spec(deployment.id())));
  }

  /** What an app's newest deployment carries. */
  @Transactional
  public Optional<DeploySpec> newestSpec(AppId app) {
    return runs.newest(app).map(store::spec);
  }

  /** All that the app's deployments were made from, each with what it was read with. */
  @Transactional
  public Set<Repository> repositories(AppId app) {
    return store.ofApp(app, Integer.MAX_VALUE).stream()
        .map(deployment -> store.spec(deployment.id()).source().repository())
        .collect(Collectors.toSet());
  }

  /** Nothing of the app is known any more. */
  @Transactional
  public void forget(JobRun run, AppId app) {
    run.hold();
    runs.forget(app);
  }

  private static boolean isToBeDone(Deployment deployment) {
    return deployment.status().isOpen() || deployment.status() == DeploymentStatus.RUNNING;
  }

  private static DeploymentStatus status(Phase phase) {
    return switch (phase) {
      case FETCH, PLAN, BUILD -> DeploymentStatus.BUILDING;
      case PREPARE, START, READY, SWITCH -> DeploymentStatus.DEPLOYING;
      case RETIRE -> DeploymentStatus.RUNNING;
    };
  }

  private void note(DeploymentId id, Noted noted) {
    noted.commit().ifPresent(commit -> runs.fetched(id, commit));
    noted.image().ifPresent(image -> runs.built(id, image));
    noted.container().ifPresent(container -> runs.started(id, container));
  }

  private void end(DeploymentId id, DeploymentStatus status, Consumer<DeploymentId> change) {
    Deployment deployment = locked(id);
    requireMay(deployment, status);
    change.accept(id);
  }

  private Deployment locked(DeploymentId id) {
    return store
        .lock(id)
        .orElseThrow(() -> new IllegalStateException("deployment " + id + " is gone"));
  }

  private static void requireMay(Deployment deployment, DeploymentStatus next) {
    if (!deployment.status().mayBecome(next)) {
      throw new IllegalStateException(
          "deployment %s asked for %s while %s"
              .formatted(deployment.id(), next, deployment.status()));
    }
  }
}
