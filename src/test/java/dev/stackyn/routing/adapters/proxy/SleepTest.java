package dev.stackyn.routing.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.routing.adapters.proxy.Client.Reply;
import dev.stackyn.testing.Eventually;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests for an app that is asleep. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class SleepTest {
  private static final int SEATS = 250;

  private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
  private final ScriptedBackend backend =
      ScriptedBackend.of((request, in, out) -> {
        bodies.add(request.body(in));
        ScriptedBackend.say(out, "awake");
      });
  private final RouterRig rig = RouterRig.start().pointedAt(backend);

  @AfterEach
  void close() {
    rig.close();
    backend.close();
  }

  @Test
  void waitUntilItIsAwakeAndCallForItOnce() throws Exception {
    rig.sleep();
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      clients.add(rig.client().head("GET / HTTP/1.1", "Host: app.example.com"));
    }
    Eventually.that("it is called for", () -> !rig.woken().isEmpty());
    Eventually.that("all of them wait", () -> rig.waiting() == 6);
    rig.pointedAt(backend);
    for (Client client : clients) {
      assertThat(client.reply().body()).isEqualTo("awake");
      client.close();
    }
    assertThat(rig.woken()).hasSize(1);
    assertThat(rig.waiting()).isZero();
  }

  /** However large it is, the client keeps it until the app takes it. */
  @Test
  void bringTheirBodiesWithThem() throws Exception {
    rig.sleep();
    String body = "x".repeat(300_000);
    try (Client client = rig.client()) {
      client.head("POST / HTTP/1.1", "Host: app.example.com", "Content-Length: " + body.length());
      Thread sender = Thread.ofVirtual().start(() -> send(client, body));
      Eventually.that("it waits", () -> rig.waiting() == 1);
      rig.pointedAt(backend);

      assertThat(client.reply().body()).isEqualTo("awake");
      sender.join();
    }
    assertThat(bodies.take()).isEqualTo(body);
  }

  @Test
  void whoeverLeavesGivesUpHisSeat() throws Exception {
    rig.sleep();
    try (Client client = rig.client()) {
      client.head("GET / HTTP/1.1", "Host: app.example.com");
      Eventually.that("he waits", () -> rig.waiting() == 1);
    }
    Eventually.that("he does not any more", () -> rig.waiting() == 0);
    rig.pointedAt(backend);
    assertThat(rig.get("/").body()).isEqualTo("awake");
    assertThat(bodies).hasSize(1);
  }

  @Test
  void areToldWhyItCouldNotBeWoken() throws Exception {
    rig.sleep();
    try (Client client = rig.client()) {
      client.head("GET / HTTP/1.1", "Host: app.example.com");
      Eventually.that("he waits", () -> rig.waiting() == 1);
      rig.fail("APP_CRASHED");

      Reply reply = client.reply();
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.body()).contains("APP_NOT_STARTED", "APP_CRASHED");
      assertThat(reply.head().header("Retry-After")).hasValue("1");
    }
    assertThat(rig.get("/").body()).contains("APP_NOT_STARTED");
  }

  @Test
  void doNotWaitForEver() throws Exception {
    rig.sleep();

    Reply reply = rig.get("/");

    assertThat(reply.status()).isEqualTo(504);
    assertThat(reply.body()).contains("takes too long to start");
    assertThat(rig.waiting()).isZero();
  }

  @Test
  void areSentAwayWhenTooManyWaitAlready() throws Exception {
    rig.sleep();
    List<Client> clients = new ArrayList<>();
    try {
      for (int i = 0; i < SEATS; i++) {
        clients.add(rig.client().head("GET / HTTP/1.1", "Host: app.example.com"));
      }
      Eventually.that("all seats are taken", () -> rig.waiting() == SEATS);

      assertThat(rig.get("/").body()).contains("too many wait");
    } finally {
      for (Client client : clients) {
        client.close();
      }
    }
  }

  private void send(Client client, String body) {
    try {
      client.send(body);
    } catch (IOException e) {
      bodies.add("not sent: " + e.getMessage());
    }
  }
}
