package dev.stackyn.deployments.adapters.docker.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.stackyn.deployments.adapters.docker.run.Knocking;
import dev.stackyn.deployments.domain.ContainerSettings;
import dev.stackyn.deployments.domain.Subnet;
import dev.stackyn.platform.domain.DockerSettings;
import dev.stackyn.platform.domain.Finding;
import dev.stackyn.testing.RealDocker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against a listener that the test puts up on the address of a bridge of its own. */
@Tag("docker")
class HostWallIT {
  private final HostWall wall = wall(ContainerSettings.Wall.AUTO, RealDocker.host());

  /** What a platform on this machine has put up must be there afterwards. */
  private boolean wasUp;

  @BeforeEach
  void onlyWhereItMayBePutUp() {
    wasUp = wall.look().state() == Finding.State.OK;
    assumeThat(wall.raise().state()).isEqualTo(Finding.State.OK);
  }

  @AfterEach
  void leaveItAsItWas() throws IOException {
    if (wasUp) {
      wall.raise();
    } else {
      wall.lower();
    }
  }

  @Test
  void containersDoNotReachThisHostAndThisHostReachesThem() throws Exception {
    try (Knocking knocking = new Knocking();
        ServerSocket onTheBridge =
            new ServerSocket(0, 8, InetAddress.ofLiteral(knocking.gateway()))) {
      wall.lower();
      assertThat(knocking.reaches(onTheBridge.getLocalPort())).isTrue();
      assertThat(wall.look().state()).isEqualTo(Finding.State.WARNING);
      wall.raise();
      assertThat(knocking.reaches(onTheBridge.getLocalPort())).isFalse();
      assertThat(knocking.isReached()).isTrue();
    }
  }

  @Test
  void whatIsTakenAwayIsPutBackAndStandsOnce() throws Exception {
    Iptables iptables = new Iptables();
    iptables.change(List.of("-D INPUT -i docker0 -j ST-INPUT"));
    assertThat(wall.look().state()).isEqualTo(Finding.State.WARNING);
    assertThat(wall.raise()).isEqualTo(Finding.ok("containers are kept from this host"));
    List<String> rules = iptables.rules();
    wall.raise();
    assertThat(iptables.rules()).isEqualTo(rules).doesNotHaveDuplicates();
    assertThat(rules)
        .contains(
            "-A DOCKER-USER -d 169.254.0.0/16 -i st-+ -j REJECT --reject-with"
                + " icmp-port-unreachable");
  }

  @Test
  void leavesTheHostAloneWhereItIsNotToBeTouched() throws Exception {
    wall.lower();
    List<String> before = new Iptables().rules();
    assertThat(wall(ContainerSettings.Wall.OFF, RealDocker.host()).raise().state())
        .isEqualTo(Finding.State.OK);
    assertThat(
            wall(ContainerSettings.Wall.AUTO, URI.create("tcp://192.0.2.9:2375")).raise().state())
        .isEqualTo(Finding.State.WARNING);
    assertThat(new Iptables().rules()).isEqualTo(before);
  }

  private static HostWall wall(ContainerSettings.Wall wanted, URI host) {
    return new HostWall(
        new ContainerSettings(
            Subnet.parse("10.214.0.0/16").orElseThrow(),
            wanted,
            ContainerSettings.Builder.BUILDKIT),
        new DockerSettings(host, Optional.empty()));
  }
}
