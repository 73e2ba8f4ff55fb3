package dev.stackyn.routing.ports;

import dev.stackyn.routing.domain.Backend;
import java.net.InetAddress;
import java.util.Set;

/** No other router is there. */
public final class LoneRouter implements RouterRegister {
  @Override
  public void report(long revision, Set<Backend> busy) {}

  @Override
  public void follow(long certificates) {}

  @Override
  public boolean allFollow(long certificates) {
    return true;
  }

  @Override
  public void leave() {}

  @Override
  public boolean isQuiet(InetAddress address, long revision) {
    return true;
  }
}
