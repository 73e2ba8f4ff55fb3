package dev.stackyn.deployments.adapters.docker.wall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WallRulesTest {
  private static final String REFUSAL = " -j REJECT --reject-with icmp-port-unreachable";
  private static final List<String> BARE =
      List.of("-P INPUT ACCEPT", "-N DOCKER-USER", "-A DOCKER-USER -j RETURN");
  private static final List<String> UP =
      List.of(
          "-P INPUT ACCEPT",
          "-N DOCKER-USER",
          "-N ST-INPUT",
          "-A INPUT -i st-+ -j ST-INPUT",
          "-A INPUT -i docker0 -j ST-INPUT",
          "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT",
          "-A DOCKER-USER -d 169.254.0.0/16 -i st-+" + REFUSAL,
          "-A DOCKER-USER -d 169.254.0.0/16 -i docker0" + REFUSAL,
          "-A DOCKER-USER -j RETURN",
          "-A ST-INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j RETURN",
          "-A ST-INPUT" + REFUSAL);

  @Test
  void leavesAWallThatStands() {
    assertThat(WallRules.missing(UP)).isEmpty();
  }

  @Test
  void putsUpAllOfItWhereThereIsNone() {
    assertThat(WallRules.missing(BARE))
        .containsExactly(
            ":ST-INPUT - [0:0]",
            "-A ST-INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j RETURN",
            "-A ST-INPUT" + REFUSAL,
            "-I INPUT -i docker0 -j ST-INPUT",
            "-I INPUT -i st-+ -j ST-INPUT",
            "-I DOCKER-USER -d 169.254.0.0/16 -i docker0" + REFUSAL,
            "-I DOCKER-USER -d 169.254.0.0/16 -i st-+" + REFUSAL);
  }

  @Test
  void comesBeforeWhateverAccepts() {
    List<String> overtaken = new ArrayList<>(UP);
    overtaken.add(3, "-A INPUT -j ACCEPT");
    assertThat(WallRules.missing(overtaken))
        .containsExactly(
            "-D INPUT -i st-+ -j ST-INPUT",
            "-D INPUT -i docker0 -j ST-INPUT",
            "-I INPUT -i docker0 -j ST-INPUT",
            "-I INPUT -i st-+ -j ST-INPUT");
  }

  @Test
  void mendsAChainThatWasChanged() {
    List<String> softened = new ArrayList<>(UP);
    softened.add(9, "-A ST-INPUT -p tcp -m tcp --dport 5432 -j ACCEPT");
    assertThat(WallRules.missing(softened)).hasSize(3).first().isEqualTo(":ST-INPUT - [0:0]");
  }

  @Test
  void takesAwayNothingButItself() {
    assertThat(WallRules.removal(UP))
        .containsExactly(
            "-D INPUT -i st-+ -j ST-INPUT",
            "-D INPUT -i docker0 -j ST-INPUT",
            "-D DOCKER-USER -d 169.254.0.0/16 -i st-+" + REFUSAL,
            "-D DOCKER-USER -d 169.254.0.0/16 -i docker0" + REFUSAL,
            "-F ST-INPUT",
            "-X ST-INPUT");
    assertThat(WallRules.removal(BARE)).isEmpty();
  }
}
