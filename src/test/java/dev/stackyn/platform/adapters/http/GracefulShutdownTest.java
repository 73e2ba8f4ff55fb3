package dev.stackyn.platform.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.ProbeController.Gate;
import dev.stackyn.testing.TestPlatform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class GracefulShutdownTest {

  @Test
  void finishesWhatRunsAndTakesNothingNew() throws Exception {
    TestPlatform platform =
        TestPlatform.start(Map.of("STACKYN_SHUTDOWN_GRACE", "60s")).untilReady();
    int port = platform.platform().port();
    Gate gate = platform.platform().bean(Gate.class);
    CompletableFuture<HttpResponse<String>> running =
        CompletableFuture.supplyAsync(() -> platform.get("/probe/wait"));
    gate.entered.await();

    CompletableFuture<Void> stopping = CompletableFuture.runAsync(platform.platform()::close);
    Eventually.that("no new connections are taken", () -> !accepts(port));
    assertThat(stopping).isNotDone();
    gate.open.countDown();

    assertThat(running.get().statusCode()).isEqualTo(200);
    assertThat(running.get().body()).isEqualTo("done");
    stopping.get();
  }

  @Test
  void cutsOffWhatOutlivesTheGrace() throws Exception {
    TestPlatform platform = TestPlatform.start(Map.of("STACKYN_SHUTDOWN_GRACE", "0s")).untilReady();
    Gate gate = platform.platform().bean(Gate.class);
    CompletableFuture<HttpResponse<String>> running =
        CompletableFuture.supplyAsync(() -> platform.get("/probe/wait"));
    gate.entered.await();

    platform.platform().close();

    assertThat(running).failsWithin(java.time.Duration.ofMinutes(1));
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
