package dev.stackyn.deployments.adapters.docker.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.domain.Subnet;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostNetworksTest {
  @Test
  void readsRoutesAsTheKernelPrintsThem() {
    assertThat(
            HostNetworks.routes(
                List.of(
                    "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU",
                    "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0",
                    "docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0",
                    "tun0\t0000000A\t01020304\t0003\t0\t0\t0\t000000FF\t0\t0\t0",
                    "nonsense")))
        .containsExactly(
            Subnet.parse("172.17.0.0/16").orElseThrow(), Subnet.parse("10.0.0.0/8").orElseThrow());
  }
}
