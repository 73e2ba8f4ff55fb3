package dev.stackyn.deployments.adapters.docker.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.engine.ports.Containers.Listening;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SocketTableTest {
  private static final String HEAD =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid";
  private static final String REST =
      " 00000000:00000000 00:00000000 00000000     0        0 18044 1 0000000000000000 100 0";

  @Test
  void anyAddressCountsInBothFamilies() {
    assertThat(
            listening(
                socket("00000000:0BB8", "00000000:0000", "0A"),
                socket("00000000000000000000000000000000:1F90", none(), "0A")))
        .containsExactlyInAnyOrder(new Listening(3000, false), new Listening(8080, false));
  }

  @Test
  void knowsEveryFormOfLoopback() {
    assertThat(
            listening(
                socket("0100007F:0001", "00000000:0000", "0A"),
                socket("0200007F:0002", "00000000:0000", "0A"),
                socket("00000000000000000000000001000000:0003", none(), "0A"),
                socket("0000000000000000FFFF00000100007F:0004", none(), "0A")))
        .allMatch(Listening::loopbackOnly)
        .hasSize(4);
  }

  @Test
  void anAddressOfItsOwnIsReachedFromOutside() {
    assertThat(
            listening(
                socket("0210D50A:0050", "00000000:0000", "0A"),
                socket("0000000000000000FFFF00000210D50A:0051", none(), "0A")))
        .containsExactlyInAnyOrder(new Listening(80, false), new Listening(81, false));
  }

  @Test
  void whatIsAlsoReachedFromOutsideIsNotHidden() {
    assertThat(
            listening(
                socket("00000000:0050", "00000000:0000", "0A"),
                socket("0100007F:0050", "00000000:0000", "0A")))
        .containsExactly(new Listening(80, false));
  }

  @Test
  void ignoresTheEnginesNameServerAndWhatDoesNotListen() {
    assertThat(
            listening(
                socket("0B00007F:A1B2", "00000000:0000", "0A"),
                socket("0210D50A:0050", "0110D50A:9C40", "01"),
                socket("0210D50A:0051", "0110D50A:9C40", "06"),
                "cat: /proc/net/tcp6: No such file or directory"))
        .isEmpty();
  }

  private static Set<Listening> listening(String... lines) {
    List<String> all = new ArrayList<>(List.of(HEAD));
    all.addAll(List.of(lines));
    return SocketTable.listening(all);
  }

  private static String none() {
    return "00000000000000000000000000000000:0000";
  }

  private static String socket(String local, String remote, String state) {
    return "   0: " + local + " " + remote + " " + state + REST;
  }
}
