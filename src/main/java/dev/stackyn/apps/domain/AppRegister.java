package dev.stackyn.apps.domain;

import dev.stackyn.apps.ports.AppList;
import dev.stackyn.apps.ports.AppStore;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Ids;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Enters apps and what changes about them, each under names that no other has. */
@Singleton
public class AppRegister {
  private static final int LAST_NUMBER = 9;

  private final AppStore store;
  private final AppList list;
  private final AppsSettings settings;
  private final Ids ids;
  private final Clock clock;

  public AppRegister(AppStore store, AppList list, AppsSettings settings, Ids ids, Clock clock) {
    this.store = store;
    this.list = list;
    this.settings = settings;
    this.ids = ids;
    this.clock = clock;
  }

  /** The caller keeps others from changing what the owner has. */
  @Transactional
  App enter(UserId owner, NewApp wanted, AppSource source, App.Setup setup) {
    wanted.slug().filter(settings::reserves).ifPresent(AppRegister::refuseReserved);
    requireFree(owner, wanted.name());
    AppId id = new AppId(ids.next());
    Instant now = clock.instant();
    App.Dates dates = new App.Dates(now, now, Optional.empty());
    return slugs(wanted, id)
        .filter(slug -> !settings.reserves(slug))
        .map(slug -> new App(id, owner, new App.Names(wanted.name(), slug), source, setup, dates))
        .filter(store::add)
        .findFirst()
        .orElseThrow(() -> slugTaken(wanted));
  }

  /** What is about to be saved has another name than before: nobody else's of the same owner. */
  @Transactional
  void requireFree(UserId owner, AppName name) {
    if (list.named(owner, name).isPresent()) {
      throw Refusal.of(
          ErrorCode.APP_NAME_TAKEN, "An app with the name '%s' already exists".formatted(name));
    }
  }

  @Transactional
  App save(App app, AppName name, AppSource source, App.Setup setup) {
    App changed = app.with(name, source, setup, clock.instant());
    store.save(changed);
    return changed;
  }

  /** It is off until its owner has a plan again. */
  @Transactional
  App disable(App app, boolean wasOn) {
    App changed = app.disabled(new App.Lapse(clock.instant(), wasOn));
    store.save(changed);
    return changed;
  }

  @Transactional
  App enable(App app) {
    if (!app.isDisabled()) {
      return app;
    }
    App changed = app.enabled(clock.instant());
    store.save(changed);
    return changed;
  }

  @Transactional
  void remove(App app) {
    store.remove(app.id());
  }

  /** A slug that somebody chose is tried alone; one that goes with a name has alternatives. */
  private static Stream<Slug> slugs(NewApp wanted, AppId id) {
    if (wanted.slug().isPresent()) {
      return wanted.slug().stream();
    }
    Slug plain = Slug.from(wanted.name());
    return Stream.of(
            Stream.of(plain),
            IntStream.rangeClosed(2, LAST_NUMBER).mapToObj(plain::numbered),
            Stream.of(plain.distinguishedBy(id)))
        .flatMap(some -> some);
  }

  private static void refuseReserved(Slug slug) {
    throw Refusal.invalid(
        "slug",
        "The slug '%s' is the platform's own. Please choose a different slug.".formatted(slug));
  }

  private static Refusal slugTaken(NewApp wanted) {
    return Refusal.of(
        ErrorCode.APP_SLUG_TAKEN,
        "An app with the slug '%s' already exists. Please choose a different slug."
            .formatted(wanted.slug().orElseGet(() -> Slug.from(wanted.name()))));
  }
}
