package dev.stackyn.accounts.domain;

import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.LostClaim;
import dev.stackyn.jobs.domain.Tally;
import dev.stackyn.jobs.domain.Verdict;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the accounts of a job, one after the other. What an earlier attempt has made counts, and is
 * not made again.
 */
@Singleton
public class Provisioning {
  private final AccountMaking making;

  /** How far it has come, and why the first failure failed. */
  private record Course(int good, int bad, Optional<String> trouble) {
    Course plusGood() {
      return new Course(good + 1, bad, trouble);
    }

    Course plusBad(String why) {
      return new Course(good, bad + 1, trouble.or(() -> Optional.of(why)));
    }

    Tally tally() {
      return new Tally(good + bad, good, bad);
    }
  }

  public Provisioning(AccountMaking making) {
    this.making = making;
  }

  public Verdict provision(JobRun run, boolean verification) {
    Set<Integer> made = making.made(run.id());
    Course course = new Course(0, 0, Optional.empty());
    for (int item = 1; item <= run.count(); item++) {
      run.stop().check();
      course = made.contains(item) ? course.plusGood() : make(run, item, verification, course);
      run.progress(course.tally(), course.good + " of " + run.count() + " accounts made");
    }
    return verdict(course, run.count());
  }

  private Course make(JobRun run, int item, boolean verification, Course course) {
    try {
      making.make(run, item, verification);
      return course.plusGood();
    } catch (LostClaim e) {
      throw e;
    } catch (RuntimeException e) {
      // One that was cut off has not failed; it was asked to end.
      run.stop().check();
      return course.plusBad(words(e));
    }
  }

  private static Verdict verdict(Course course, int count) {
    if (course.bad == 0) {
      return Verdict.done();
    }
    String why = course.trouble.orElse("");
    return course.good == 0
        ? Verdict.retry(why)
        : Verdict.done(
            "Partial success: %d/%d accounts made; %s".formatted(course.good, count, why));
  }

  private static String words(RuntimeException e) {
    String name = e.getClass().getSimpleName();
    return e.getMessage() == null ? name : name + ": " + e.getMessage();
  }
}
