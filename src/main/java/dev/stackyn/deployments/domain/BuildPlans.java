package dev.stackyn.deployments.domain;

import dev.stackyn.deployments.engine.Commit;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.DeploySpec.BuildSpec;
import dev.stackyn.deployments.engine.DeploySpec.SourceSpec;
import dev.stackyn.deployments.engine.FolderFiles;
import dev.stackyn.deployments.engine.Plan;
import dev.stackyn.deployments.engine.ports.Checkout;
import dev.stackyn.deployments.engine.ports.Planner;
import dev.stackyn.deployments.engine.ports.Planner.Wishes;
import dev.stackyn.deployments.engine.ports.Sources;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Stop;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** What a build would do, without doing it. Never to be called within a transaction. */
@Singleton
public class BuildPlans {
  /** Each fetches a repository: more of them would be in the way of deployments. */
  private static final int AT_ONCE = 4;

  private final Sources sources;
  private final Planner planner;
  private final Semaphore room = new Semaphore(AT_ONCE);

  public BuildPlans(Sources sources, Planner planner) {
    this.sources = sources;
    this.planner = planner;
  }

  /** What was found out. */
  public sealed interface Answer {
    record Possible(Commit commit, Plan plan) implements Answer {}

    record Impossible(DeployCode code, String message) implements Answer {}
  }

  /**
   * Fetches the source, which takes its time, and looks at it; ends early when it is asked to.
   *
   * @param port what the owner has set
   * @param caches what the names of the build's caches would begin with
   */
  public Answer plan(
      SourceSpec source, BuildSpec build, Optional<Integer> port, String caches, Stop stop) {
    if (!room.tryAcquire()) {
      throw Refusal.of(
          ErrorCode.RATE_LIMITED,
          "Too many plans are being made right now: try again in a moment.");
    }
    try (Checkout checkout = sources.checkOut(source.repository(), source.ref(), _ -> {}, stop)) {
      Plan plan = planner.plan(FolderFiles.of(checkout.folder()), Wishes.of(build, port, caches));
      return new Answer.Possible(checkout.commit(), plan);
    } catch (DeployFailure e) {
      return new Answer.Impossible(e.code(), e.text());
    } catch (Stop.Stopped e) {
      return new Answer.Impossible(
          DeployCode.FETCH_TIMEOUT, "The repository could not be fetched in time.");
    } finally {
      room.release();
    }
  }
}
