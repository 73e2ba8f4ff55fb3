package dev.stackyn.jobs.adapters.loop;

import dev.stackyn.jobs.domain.Ending;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.Worker;
import java.time.Duration;
import java.util.List;

/** The hands for what takes its time, and those that are kept free for what is brief. */
final class Crews {
  private final Worker worker;
  private final Crew plain;
  private final Crew brief;

  Crews(Worker worker, Crew plain, Crew brief) {
    this.worker = worker;
    this.plain = plain;
    this.brief = brief;
  }

  /** How many jobs of each sort may be claimed; of brief ones none while their line is long. */
  record Room(int hands, int brief) {
    boolean isNone() {
      return hands == 0 && brief == 0;
    }

    /** Of which sort more may have been left behind, when so many of each were had. */
    Shortage after(long hadPlain, long hadBrief) {
      return new Shortage(hadPlain >= hands, hadBrief >= brief);
    }
  }

  /** Of which sort of jobs there may be more than there was room for. */
  record Shortage(boolean ofHands, boolean ofBrief) {
    static final Shortage UNKNOWN = new Shortage(true, true);

    boolean isNone() {
      return !ofHands && !ofBrief;
    }
  }

  Room room() {
    return new Room(plain.room(), brief.isLineShort() ? brief.room() : 0);
  }

  /** Whether there is room again for what there was none for. */
  boolean relieve(Shortage shortage) {
    return (shortage.ofHands() && plain.room() > 0) || (shortage.ofBrief() && brief.isLineShort());
  }

  void take(JobRun run) {
    (worker.isBrief(run) ? brief : plain).take(run);
  }

  void ask(JobId job, Ending why) {
    both().forEach(crew -> crew.ask(job, why));
  }

  void watch(long now) {
    both().forEach(crew -> crew.watch(now));
  }

  /** Brief jobs should not have to wait here while other platforms have hands for them. */
  void handBackBrief(Duration patience, String why) {
    brief.handBackWaiting(patience, why);
  }

  void handBackWaiting(String why) {
    both().forEach(crew -> crew.handBackWaiting(Duration.ZERO, why));
  }

  void handBackAll(String why) {
    both().forEach(crew -> crew.handBackAll(why));
  }

  int deaf() {
    return plain.deaf() + brief.deaf();
  }

  private List<Crew> both() {
    return List.of(plain, brief);
  }
}
