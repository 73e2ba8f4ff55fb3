package dev.stackyn.apps.domain;

import dev.stackyn.deployments.engine.Privileges;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.UserId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that somebody wants to run. What has become of it is known to deployments alone, and
 * its secrets are kept beside it.
 */
public record App(AppId id, UserId owner, Names names, AppSource source, Setup setup, Dates dates) {

  /** What people call it, and what machines do. */
  public record Names(AppName name, Slug slug) {
    public Names {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(slug, "slug");
    }
  }

  /**
   * How it is built and run.
   *
   * @param memoryMb what it has, whether somebody said it or not
   * @param privileges what an administrator allows it
   */
  public record Setup(AppSettings settings, int memoryMb, Privileges privileges) {
    public Setup {
      Objects.requireNonNull(settings, "settings");
      Objects.requireNonNull(privileges, "privileges");
      if (memoryMb < 1) {
        throw new IllegalArgumentException("an app needs memory");
      }
    }
  }

  /**
   * When what happened.
   *
   * @param lapse unless it is off because its owner's plan has lapsed, nothing
   */
  public record Dates(Instant createdAt, Instant updatedAt, Optional<Lapse> lapse) {
    public Dates {
      Objects.requireNonNull(createdAt, "createdAt");
      Objects.requireNonNull(updatedAt, "updatedAt");
      Objects.requireNonNull(lapse, "lapse");
    }
  }

  /** Since when it is off for want of a plan, and whether it was on until then. */
  public record Lapse(Instant since, boolean wasOn) {
    public Lapse {
      Objects.requireNonNull(since, "since");
    }
  }

  public App {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(names, "names");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(setup, "setup");
    Objects.requireNonNull(dates, "dates");
  }

  public AppName name() {
    return names.name;
  }

  public Slug slug() {
    return names.slug;
  }

  public AppSettings settings() {
    return setup.settings;
  }

  public int memoryMb() {
    return setup.memoryMb;
  }

  public boolean isDisabled() {
    return dates.lapse.isPresent();
  }

  App with(AppName name, AppSource newSource, Setup newSetup, Instant now) {
    return new App(
        id,
        owner,
        new Names(name, slug()),
        newSource,
        newSetup,
        new Dates(dates.createdAt, now, dates.lapse));
  }

  App from(AppSource newSource, Instant now) {
    return with(name(), newSource, setup, now);
  }

  App disabled(Lapse lapse) {
    return off(Optional.of(lapse), lapse.since);
  }

  App enabled(Instant now) {
    return off(Optional.empty(), now);
  }

  private App off(Optional<Lapse> lapse, Instant now) {
    return new App(id, owner, names, source, setup, new Dates(dates.createdAt, now, lapse));
  }
}
