package dev.stackyn.jobs.domain;

import dev.stackyn.jobs.ports.JobStore;
import dev.stackyn.kernel.RandomSource;
import dev.stackyn.kernel.Stop;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Does jobs: claims them, gives them to their handlers, and settles them as those say. It has no
 * threads of its own; the loop calls it from several.
 */
@Singleton
public class Worker {
  private final JobKinds kinds;
  private final Shifts shifts;
  private final JobStore store;
  private final Backoff backoff;
  private final ProgressLine progress = new ProgressLine();

  public Worker(JobKinds kinds, Shifts shifts, JobStore store, RandomSource random) {
    this.kinds = kinds;
    this.shifts = shifts;
    this.store = store;
    this.backoff = new Backoff(random);
  }

  /** Claims what is due and fits, and makes it ready to be done. */
  public List<JobRun> claim(WorkerId me, int hands, int brief) {
    return shifts.claim(new JobStore.Room(me, kinds.all(), hands, brief)).stream()
        .map(claim -> new JobRun(me, claim, store, progress))
        .toList();
  }

  /** Blocks until the handler has ended. */
  public Settlement handle(JobRun run) {
    Verdict verdict = verdict(run);
    return verdict instanceof Verdict.Cancelled(String why) && run.ending().isPresent()
        ? ended(run, run.ending().get(), why)
        : settlement(run, verdict);
  }

  /** What is left undone goes back as if it had not been claimed. */
  public Settlement handBack(JobRun run, String why) {
    return ended(run, Move.HAND_BACK, Optional.of(why), Duration.ZERO);
  }

  /** A handler that does not end is not asked what it thinks of its job. */
  public Settlement givenUp(JobRun run) {
    return ended(run, run.ending().orElse(Ending.OVERDUE), "did not end when it was asked to");
  }

  /** Nobody works on a job that was claimed while the answer to the claim got lost. */
  public static Settlement strayed(JobId id, int attempt) {
    return new Settlement(
        id,
        attempt,
        Move.HAND_BACK,
        Optional.of("the answer to the claim got lost"),
        new Settlement.Outcome(Optional.empty(), Duration.ZERO, true));
  }

  public Duration deadline(JobRun run) {
    return kind(run).map(JobKind::deadline).orElse(Duration.ZERO);
  }

  public boolean isBrief(JobRun run) {
    return kind(run).map(JobKind::brief).orElse(false);
  }

  /** Returns those whose claim was held still. */
  public Set<JobId> settle(WorkerId me, List<Settlement> settlements) {
    settlements.forEach(settlement -> progress.forget(settlement.id()));
    return shifts.settle(me, settlements);
  }

  /** Writes down how far the present jobs have come. */
  public void noteProgress() {
    List<Progress> taken = progress.take();
    if (!taken.isEmpty()) {
      shifts.note(taken);
    }
  }

  /**
   * Does one job that is due, if there is one: everything that the loop does, without its threads.
   */
  public boolean runOnce(WorkerId me) {
    List<JobRun> claimed = claim(me, 1, 0);
    List<JobRun> one = claimed.isEmpty() ? claim(me, 0, 1) : claimed;
    one.forEach(run -> settle(me, List.of(handle(run))));
    return !one.isEmpty();
  }

  private Verdict verdict(JobRun run) {
    try {
      run.stop().check();
      String kind = run.claim().task().kind();
      Optional<JobHandler> handler = kinds.handler(kind);
      return handler.isPresent()
          ? handler.get().handle(run)
          : Verdict.retry("nobody here can do " + kind);
    } catch (Stop.Stopped e) {
      return Verdict.cancelled(text(e));
    } catch (InterruptedException e) {
      return Verdict.retry(run.stop().reason().orElse("was interrupted"));
    } catch (Exception | Error e) {
      // An error too: a class that is missing for one handler must not cost the worker a hand.
      run.surprisedBy(e);
      return Verdict.retry(text(e));
    }
  }

  /** A handler that stops says that it was cancelled; it does not know by what. */
  private Settlement ended(JobRun run, Ending ending, String why) {
    return switch (ending) {
      case CANCELLED -> settlement(run, Verdict.cancelled(why));
      case OVERDUE -> settlement(run, Verdict.retry("did not end within " + spell(deadline(run))));
      case CLOSING, TAKEN_OVER -> handBack(run, why);
    };
  }

  private Settlement settlement(JobRun run, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Done(Optional<String> note) -> ended(run, Move.COMPLETE, note, Duration.ZERO);
      case Verdict.Bury(String why) -> ended(run, Move.BURY, Optional.of(why), Duration.ZERO);
      case Verdict.Cancelled(String why) -> ended(run, Move.STOP, Optional.of(why), Duration.ZERO);
      case Verdict.Retry(String why, Optional<Duration> after) -> retried(run, why, after);
    };
  }

  private Settlement retried(JobRun run, String why, Optional<Duration> after) {
    Claim.Budget budget = run.claim().budget();
    if (budget.isExhausted()) {
      return ended(run, Move.BURY, Optional.of(why), Duration.ZERO);
    }
    Duration rest = after.orElseGet(() -> backoff.after(budget.failures() + 1));
    return ended(run, Move.RETRY, Optional.of(why), rest);
  }

  private Optional<JobKind> kind(JobRun run) {
    return kinds.handler(run.claim().task().kind()).map(JobHandler::kind);
  }

  private Settlement ended(JobRun run, Move move, Optional<String> why, Duration rest) {
    Optional<Tally> tally =
        move == Move.COMPLETE
            ? Optional.of(run.tally().orElseGet(() -> Tally.all(run.count())))
            : run.tally();
    boolean makesRoom =
        (move.to() == JobStatus.PENDING && rest.isZero())
            || run.claim().laned()
            || kind(run).flatMap(Worker::limit).isPresent();
    return new Settlement(
        run.id(), run.attempt(), move, why, new Settlement.Outcome(tally, rest, makesRoom));
  }

  private static Optional<Integer> limit(JobKind kind) {
    return kind.atOnce().isPresent() ? Optional.of(kind.atOnce().getAsInt()) : Optional.empty();
  }

  private static String text(Throwable e) {
    @Nullable String message = e.getMessage();
    String name = e.getClass().getSimpleName();
    return message == null ? name : name + ": " + message;
  }

  private static String spell(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }
}
