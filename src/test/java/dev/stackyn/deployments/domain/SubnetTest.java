package dev.stackyn.deployments.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetTest {
  private static final Subnet POOL = subnet("10.213.0.0/24");

  @Test
  void readsWhatIsWrittenAndWritesWhatItIs() {
    assertThat(subnet("10.213.7.19/28")).hasToString("10.213.7.16/28");
    assertThat(subnet("10.213.7.16/28").gateway()).isEqualTo("10.213.7.17");
    assertThat(subnet("255.255.255.255/32")).hasToString("255.255.255.255/32");
    assertThat(subnet("1.2.3.4/0")).hasToString("0.0.0.0/0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.0.0.0", "10.0.0/8", "10.0.0.256/8", "10.0.0.0/33", "fd00::/8"})
  void whatIsNoneIsNone(String text) {
    assertThat(Subnet.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,10.213.0.0/28,true",
    "10.213.0.0/28,10.0.0.0/8,true",
    "10.213.0.0/28,10.213.0.16/28,false",
    "10.213.0.0/28,10.213.0.15/32,true",
    "0.0.0.0/0,200.1.2.3/32,true",
    "192.168.0.0/16,192.169.0.0/16,false"
  })
  void overlapsWhatSharesAnAddress(String one, String other, boolean overlap) {
    assertThat(subnet(one).overlaps(subnet(other))).isEqualTo(overlap);
  }

  @Test
  void cutsItselfUpUntilNothingIsLeft() {
    List<Subnet> taken = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      taken.add(POOL.free(28, taken, 7).orElseThrow());
    }
    assertThat(taken).doesNotHaveDuplicates().allMatch(POOL::overlaps);
    assertThat(taken.getFirst()).hasToString("10.213.0.112/28");
    assertThat(taken.getLast()).hasToString("10.213.0.96/28");
    assertThat(POOL.free(28, taken, 7)).isEmpty();
  }

  @Test
  void staysAwayFromWhatIsTakenByLargerAndSmallerOnes() {
    List<Subnet> taken = List.of(subnet("10.213.0.0/25"), subnet("10.213.0.130/32"));
    assertThat(POOL.free(28, taken, 0)).hasValue(subnet("10.213.0.144/28"));
    assertThat(POOL.free(28, List.of(subnet("10.0.0.0/8")), 0)).isEmpty();
  }

  @Test
  void takesASeedOfEitherSign() {
    assertThat(POOL.free(28, List.of(), Integer.MIN_VALUE)).hasValue(subnet("10.213.0.0/28"));
    assertThat(POOL.free(28, List.of(), -1)).hasValue(subnet("10.213.0.240/28"));
  }

  private static Subnet subnet(String text) {
    Optional<Subnet> subnet = Subnet.parse(text);
    return subnet.orElseThrow();
  }
}
