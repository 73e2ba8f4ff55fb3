package dev.stackyn.jobs.domain;

import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.UserId;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A job to be done. The payload is JSON that its handler reads; the facts are what of it may be
 * shown. Secrets in a payload have to be sealed by whoever puts them there.
 */
public record NewJob(
    String kind, String payload, Optional<UserId> owner, Terms terms, Scope scope) {
  public static final int LEAST_PRIORITY = -100;
  public static final int MOST_PRIORITY = 100;
  public static final int MOST_RETRIES = 100;
  private static final int LONGEST_PAYLOAD = 256 * 1024;
  private static final int LONGEST_KEY = 200;
  private static final int DEFAULT_RETRIES = 3;
  private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  /** When, and beside what, it may run. */
  public record Terms(
      int priority, Duration delay, Optional<String> lane, Optional<String> key, int retries) {
    public Terms {
      require(priority >= LEAST_PRIORITY && priority <= MOST_PRIORITY, "priority");
      require(!delay.isNegative(), "delay");
      require(lane.map(NewJob::isKey).orElse(true), "lane");
      require(key.map(NewJob::isKey).orElse(true), "key");
      require(retries >= 0 && retries <= MOST_RETRIES, "retries");
    }
  }

  /** How much there is to do, and what may be told of it. */
  public record Scope(int count, Map<String, String> facts) {
    public Scope {
      require(count > 0, "count");
      facts = Map.copyOf(facts);
    }
  }

  public NewJob {
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(terms, "terms");
    Objects.requireNonNull(scope, "scope");
    require(KIND.matcher(kind).matches(), "kind");
    require(payload.length() <= LONGEST_PAYLOAD, "payload");
  }

  public static NewJob of(String kind, String payload) {
    return new NewJob(
        kind,
        payload,
        Optional.empty(),
        new Terms(0, Duration.ZERO, Optional.empty(), Optional.empty(), DEFAULT_RETRIES),
        new Scope(1, Map.of()));
  }

  public NewJob ownedBy(UserId user) {
    return new NewJob(kind, payload, Optional.of(user), terms, scope);
  }

  /** Higher goes first; ten minutes of waiting count as much as one level. */
  public NewJob withPriority(int priority) {
    return with(new Terms(priority, terms.delay, terms.lane, terms.key, terms.retries));
  }

  public NewJob after(Duration delay) {
    return with(new Terms(terms.priority, delay, terms.lane, terms.key, terms.retries));
  }

  /** Of the jobs in one lane one runs at a time, in the order they were enqueued. */
  public NewJob inLane(String lane) {
    return with(
        new Terms(terms.priority, terms.delay, Optional.of(lane), terms.key, terms.retries));
  }

  /** Whatever is done with one app is done one after the other. */
  public NewJob inLaneOf(AppId app) {
    return inLane("app:" + app);
  }

  /** While a job with this key waits, another one is not enqueued. */
  public NewJob keyed(String key) {
    return with(
        new Terms(terms.priority, terms.delay, terms.lane, Optional.of(key), terms.retries));
  }

  /** How often it is tried again after it failed. */
  public NewJob withRetries(int retries) {
    return with(new Terms(terms.priority, terms.delay, terms.lane, terms.key, retries));
  }

  public NewJob counting(int count) {
    return new NewJob(kind, payload, owner, terms, new Scope(count, scope.facts));
  }

  public NewJob showing(Map<String, String> facts) {
    return new NewJob(kind, payload, owner, terms, new Scope(scope.count, facts));
  }

  private NewJob with(Terms changed) {
    return new NewJob(kind, payload, owner, changed, scope);
  }

  private static boolean isKey(String text) {
    return !text.isBlank() && text.length() <= LONGEST_KEY;
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("a job cannot have this " + what);
    }
  }
}
