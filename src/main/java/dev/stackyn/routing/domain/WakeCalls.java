package dev.stackyn.routing.domain;

import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.ports.Doorbell;
import jakarta.inject.Singleton;

/** Has apps woken. Who starts apps does it: routing only knows that somebody has come for one. */
@Singleton
public class WakeCalls {
  /** The kind of the job that is left; its payload is {@code {"app": "<id>"}}. */
  public static final String KIND = "wake_app";

  private final Doorbell doorbell;

  public WakeCalls(Doorbell doorbell) {
    this.doorbell = doorbell;
  }

  public void call(AppId app) {
    doorbell.ring(app);
  }
}
