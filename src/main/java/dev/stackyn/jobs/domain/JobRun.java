package dev.stackyn.jobs.domain;

import dev.stackyn.jobs.ports.JobStore;
import dev.stackyn.kernel.Stop;
import dev.stackyn.kernel.UserId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** A job in the hands of its handler. */
public final class JobRun {
  private final WorkerId worker;
  private final Claim claim;
  private final JobStore store;
  private final ProgressLine progress;
  private final Stop stop = new Stop();
  private final AtomicReference<Optional<Ending>> ending = new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<Throwable>> surprise =
      new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<Tally>> tally = new AtomicReference<>(Optional.empty());
  private volatile Hand hand = Hand.OF_NOBODY;

  /** What a worker lends to a job, one for each that it does at once. */
  public interface Hand {
    Hand OF_NOBODY =
        new Hand() {
          @Override
          public void rests() {}

          @Override
          public void worksAgain() {}
        };

    void rests();

    void worksAgain();
  }

  /** A time in which a handler only waits for others. */
  public interface Rest extends AutoCloseable {
    @Override
    void close();
  }

  JobRun(WorkerId worker, Claim claim, JobStore store, ProgressLine progress) {
    this.worker = worker;
    this.claim = claim;
    this.store = store;
    this.progress = progress;
  }

  /** Good as an idempotency key: it is the same at every attempt. */
  public JobId id() {
    return claim.id();
  }

  public int attempt() {
    return claim.attempt();
  }

  /** Whether a failure now is the last one: what waits for this job's end should be told then. */
  public boolean isLastTry() {
    return claim.budget().isExhausted();
  }

  public String payload() {
    return claim.task().payload();
  }

  public Optional<UserId> owner() {
    return claim.task().owner();
  }

  public int count() {
    return claim.task().count();
  }

  /** Asked when the job was cancelled, its time is up, or somebody else has taken it over. */
  public Stop stop() {
    return stop;
  }

  /** Tells the watchers; cheap enough to be called at every step, and never blocks. */
  public void progress(Tally done, String message) {
    tally.set(Optional.of(done));
    progress.report(claim, done, Settlement.clean(message));
  }

  /**
   * Makes the present transaction stand or fall with the claim: until it ends, nobody else can take
   * the job over.
   *
   * @throws LostClaim when somebody has
   */
  public void hold() {
    if (!store.hold(worker, claim.id(), claim.attempt())) {
      throw new LostClaim(claim.id(), claim.attempt());
    }
  }

  /** Asks the handler to end; only the first reason counts. */
  public void end(Ending why) {
    if (ending.compareAndSet(Optional.empty(), Optional.of(why))) {
      stop.ask(why.words());
    }
  }

  public Optional<Ending> ending() {
    return ending.get();
  }

  /**
   * From now until it is closed, the handler does nothing but wait for others: another job may have
   * its hand meanwhile, and its own time stands still.
   */
  public Rest rest() {
    AtomicBoolean over = new AtomicBoolean();
    hand.rests();
    return () -> {
      if (over.compareAndSet(false, true)) {
        hand.worksAgain();
      }
    };
  }

  /** Whose hand does it. */
  public void takenInto(Hand worker) {
    hand = worker;
  }

  /** What its handler has thrown rather than said; whoever keeps the log wants to know. */
  public Optional<Throwable> surprise() {
    return surprise.get();
  }

  void surprisedBy(Throwable thrown) {
    surprise.set(Optional.of(thrown));
  }

  Claim claim() {
    return claim;
  }

  Optional<Tally> tally() {
    return tally.get();
  }
}
