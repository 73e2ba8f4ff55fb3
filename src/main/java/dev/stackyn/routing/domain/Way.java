package dev.stackyn.routing.domain;

import dev.stackyn.kernel.AppId;

/** What becomes of a request for a host. */
public sealed interface Way {

  /** It may go to the app. */
  record Open(Visit visit) implements Way {}

  /** The app has rules that the request has not been held against yet. */
  record Guarded(Route route) implements Way {}

  /** The app is being started. */
  record Starting() implements Way {}

  /** The app does not run. */
  record Stopped() implements Way {}

  /** The app is started for whoever comes. */
  record Asleep(AppId app) implements Way {}

  /** The app could not be woken, for this reason. */
  record Broken(String trouble) implements Way {}

  /** The host belongs to no app. */
  record Unknown() implements Way {}

  /** The routes have not been read yet: this process has only just started. */
  record Unread() implements Way {}
}
