package dev.stackyn.apps.domain;

import dev.stackyn.apps.ports.AppList;
import dev.stackyn.deployments.domain.AppDeployments;
import dev.stackyn.deployments.domain.Deployment;
import dev.stackyn.deployments.domain.Deployments;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.Requester;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;

/** Apps as they are shown: with as many queries for a hundred as for one. */
@Singleton
public class AppViews {
  private final AppLookup lookup;
  private final AppList list;
  private final Deployments deployments;

  public AppViews(AppLookup lookup, AppList list, Deployments deployments) {
    this.lookup = lookup;
    this.list = list;
    this.deployments = deployments;
  }

  /** Some of all apps with how many deployments each has had, and how many apps there are. */
  public record Page(List<Counted> apps, long total) {
    public Page {
      apps = List.copyOf(apps);
    }
  }

  /** Some of an app's deployments. */
  public record History(AppId app, List<Deployment> deployments) {
    public History {
      deployments = List.copyOf(deployments);
    }
  }

  /** An app, and how many deployments it has had. */
  public record Counted(AppView view, int deployments) {}

  /** The requester's own, newest first. */
  public List<AppView> own(Requester requester) {
    return of(list.of(requester.id()));
  }

  public AppView one(Requester requester, String id) {
    return of(lookup.find(requester, id));
  }

  /** What an app has been: newest first, without logs. */
  public History history(Requester requester, String id, int limit) {
    AppId app = lookup.find(requester, id).id();
    return new History(app, deployments.ofApp(app, limit));
  }

  /** Everybody's, newest first: for administrators. */
  @Transactional
  public Page page(int limit, int offset) {
    AppPage page = list.page(limit, offset);
    Map<AppId, Integer> counts = deployments.counts(page.apps().stream().map(App::id).toList());
    return new Page(
        of(page.apps()).stream()
            .map(view -> new Counted(view, counts.getOrDefault(view.app().id(), 0)))
            .toList(),
        page.total());
  }

  AppView of(App app) {
    return of(List.of(app)).getFirst();
  }

  private List<AppView> of(List<App> apps) {
    Map<AppId, AppDeployments> found = deployments.of(apps.stream().map(App::id).toList());
    return apps.stream()
        .map(app -> new AppView(app, found.getOrDefault(app.id(), AppDeployments.NONE)))
        .toList();
  }
}
