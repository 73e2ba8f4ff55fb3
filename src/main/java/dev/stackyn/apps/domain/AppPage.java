package dev.stackyn.apps.domain;

import java.util.List;

/** Some of all apps, and how many there are. */
public record AppPage(List<App> apps, long total) {
  public AppPage {
    apps = List.copyOf(apps);
  }
}
