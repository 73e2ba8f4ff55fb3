package dev.stackyn.deployments.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.domain.Stored.Kind;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LeftoversTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(9));
  private static final AppId SHOP = new AppId(new UUID(0, 1));
  private static final AppId BUSY = new AppId(new UUID(0, 2));
  private static final AppId DELETED = new AppId(new UUID(0, 3));
  private static final DeploymentId SERVES = new DeploymentId(10);
  private static final DeploymentId FAILED = new DeploymentId(11);
  private static final DeploymentId DRAINING = new DeploymentId(12);
  private static final DeploymentId UNKNOWN = new DeploymentId(13);

  private final Leftovers leftovers =
      new Leftovers(
          new References(
              Set.of(SHOP, BUSY),
              Set.of(BUSY),
              Set.of(SERVES),
              Map.of(FAILED, LONG_AGO, DRAINING, NOW.minusSeconds(20)),
              Set.of("kept")),
          NOW);

  private Optional<String> why(Kind kind, String id, AppId app, DeploymentId deployment) {
    return leftovers.why(stored(kind, id, app, deployment, LONG_AGO));
  }

  private static Stored stored(
      Kind kind, String id, AppId app, DeploymentId deployment, Instant made) {
    return new Stored(kind, id, id, Optional.of(app), Optional.of(deployment), 1, made);
  }

  @Test
  void anImageGoesWhenNoReleaseNeedsIt() {
    assertThat(why(Kind.IMAGE, "kept", SHOP, FAILED)).isEmpty();
    assertThat(why(Kind.IMAGE, "any", SHOP, SERVES)).isEmpty();
    assertThat(why(Kind.IMAGE, "any", SHOP, FAILED)).contains("no release needs it");
    assertThat(why(Kind.IMAGE, "any", DELETED, UNKNOWN)).contains("its app is gone");
  }

  @Test
  void aContainerGoesWhenItsDeploymentIsOverForAWhile() {
    assertThat(why(Kind.CONTAINER, "c", SHOP, SERVES)).isEmpty();
    assertThat(why(Kind.CONTAINER, "c", SHOP, DRAINING)).isEmpty();
    assertThat(why(Kind.CONTAINER, "c", SHOP, FAILED)).contains("its deployment has ended");
    assertThat(why(Kind.CONTAINER, "c", DELETED, UNKNOWN)).contains("no deployment knows it");
  }

  @Test
  void aNetworkGoesWithItsApp() {
    assertThat(why(Kind.NETWORK, "n", SHOP, UNKNOWN)).isEmpty();
    assertThat(why(Kind.NETWORK, "n", DELETED, UNKNOWN)).contains("its app is gone");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsYoungStays(Kind kind) {
    Stored young = stored(kind, "x", DELETED, UNKNOWN, NOW.minus(Duration.ofMinutes(59)));
    assertThat(leftovers.why(young)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whileAnAppIsDeployedNothingOfItIsTouched(Kind kind) {
    assertThat(why(kind, "x", BUSY, UNKNOWN)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatDoesNotSayWhoseItIsStays(Kind kind) {
    Stored nameless = new Stored(kind, "x", "x", Optional.empty(), Optional.empty(), 0, LONG_AGO);
    assertThat(leftovers.why(nameless)).isEmpty();
  }
}
