package dev.stackyn.testing;

import dev.stackyn.identity.domain.Departure;
import dev.stackyn.identity.domain.Newcomer;
import dev.stackyn.identity.domain.User;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes who comes and goes; refuses one of them. */
@Singleton
public class Arrivals implements Newcomer, Departure {
  public static final String UNWANTED = "unwanted@example.com";

  private final List<String> came = new CopyOnWriteArrayList<>();
  private final List<UserId> left = new CopyOnWriteArrayList<>();

  @Override
  public void arrived(User user) {
    if (user.email().value().equals(UNWANTED)) {
      throw new IllegalStateException("no room");
    }
    came.add(user.email().value());
  }

  @Override
  public void leaving(UserId user) {
    left.add(user);
  }

  public List<String> came() {
    return came;
  }

  public List<UserId> left() {
    return left;
  }
}
