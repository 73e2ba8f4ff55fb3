package dev.stackyn.apps.domain;

import dev.stackyn.deployments.domain.AppCheck;
import dev.stackyn.deployments.domain.LiveCheck;
import dev.stackyn.kernel.Requester;
import jakarta.inject.Singleton;

/** How an app serves right now. */
@Singleton
public class AppCheckup {
  private final AppViews views;
  private final LiveCheck check;

  public AppCheckup(AppViews views, LiveCheck check) {
    this.views = views;
    this.check = check;
  }

  /** An app, and what was found when it was tried. */
  public record Findings(AppView app, AppCheck check) {}

  /** Tries it, and waits for it: not to be called within a transaction. */
  public Findings examine(Requester requester, String id) {
    AppView app = views.one(requester, id);
    return new Findings(app, check.check(app.app().id()));
  }
}
