package dev.stackyn.routing.domain;

import dev.stackyn.kernel.AppId;
import java.net.InetAddress;
import java.util.Map;
import java.util.Set;

/**
 * Where apps are, as the engine that they run on knows it, without the database. Who runs apps
 * implements it: routing only knows that somebody does.
 */
public interface Residents {
  /**
   * By which name the engine knows this platform's apps from those of others: the database says.
   */
  String platform();

  /**
   * The addresses that the running apps of that platform have at this moment. None when the engine
   * does not answer within a second.
   */
  Map<AppId, Set<InetAddress>> of(String platform);
}
