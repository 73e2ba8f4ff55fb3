package dev.stackyn.apps.domain;

import dev.stackyn.kernel.Requester;
import dev.stackyn.platform.domain.AuditLog;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;

/**
 * Turns one app off for want of a plan, or on again if it was on until then. Whoever finds that it
 * is so already does nothing: both may be asked for any number of times.
 */
@Singleton
public class AppSwitch {
  private final AppLookup lookup;
  private final AppRegister register;
  private final AppViews views;
  private final Launches launches;
  private final AuditLog audit;

  public AppSwitch(
      AppLookup lookup, AppRegister register, AppViews views, Launches launches, AuditLog audit) {
    this.lookup = lookup;
    this.register = register;
    this.views = views;
    this.launches = launches;
    this.audit = audit;
  }

  @Transactional
  public void off(App due) {
    stillThere(due)
        .filter(app -> !app.isDisabled())
        .ifPresent(app -> {
          boolean open = views.of(app).deployments().open().isPresent();
          boolean ran = launches.stop(platform(app), app);
          register.disable(app, open || ran);
          audit.platform("app.disabled", Map.of("app", app.id().toString()));
        });
  }

  @Transactional
  public void on(App due) {
    stillThere(due)
        .filter(App::isDisabled)
        .ifPresent(app -> {
          boolean wasOn = app.dates().lapse().filter(App.Lapse::wasOn).isPresent();
          App enabled = register.enable(app);
          if (wasOn) {
            launches.start(platform(app), enabled);
          }
          audit.platform("app.enabled", Map.of("app", app.id().toString()));
        });
  }

  private Optional<App> stillThere(App due) {
    return lookup.lock(due.id());
  }

  /** In its owner's name: what the platform does to his jobs, he could. */
  private static Requester platform(App app) {
    return new Requester(app.owner(), false);
  }
}
