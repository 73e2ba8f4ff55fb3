package dev.stackyn.deployments.engine.ports;

import dev.stackyn.kernel.AppId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which container answers for an app. */
public interface Routes {
  /**
   * Asks the backend as the router would: nothing when it answers as it should, else what it does
   * instead, in words for the app's owner. Blocks for a few seconds at most.
   */
  Optional<String> knock(Backend backend, Question question);

  /**
   * From its return on, every new request for one of the hosts goes to the backend, after a restart
   * of the platform too. Can be repeated.
   */
  void point(AppId app, List<String> hosts, Backend backend);

  /** The app's hosts answer that it is on its way, until they are pointed somewhere. */
  void announce(AppId app, List<String> hosts);

  /** Where the app's requests go now. */
  Optional<Backend> current(AppId app);

  /**
   * What has become of the app's requests since this backend took over from another. Nothing when
   * they take another way than by a router of ours, so that nobody has counted them.
   */
  Optional<Turnover> turnover(AppId app, Backend backend);

  /**
   * Waits until the requests that a container is at have ended, at most for the time given. One
   * that is still routed to is not waited for.
   *
   * @return whether none is left
   */
  boolean drain(String address, Duration most);

  /** The app's hosts answer that it is not there, and why. What is not routed is not missed. */
  void withdraw(AppId app, Absence why);

  /** The app's hosts are free for others. What is not routed is not missed. */
  void forget(AppId app);
}
