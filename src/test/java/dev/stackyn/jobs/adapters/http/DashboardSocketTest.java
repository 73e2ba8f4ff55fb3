package dev.stackyn.jobs.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.jobs.domain.Bulletin;
import dev.stackyn.jobs.domain.Bulletins;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobQueue;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.Page;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.ScriptedJobs;
import dev.stackyn.testing.Socket;
import dev.stackyn.testing.TestPlatform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What dashboards are told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardSocketTest {
  private TestPlatform platform;
  private JobQueue queue;
  private Person admin;
  private Person ada;
  private Person bob;

  @BeforeAll
  void start() {
    platform = TestPlatform.start().untilReady();
    queue = platform.bean(JobQueue.class);
    admin = platform.admin();
    ada = platform.signUp("ada@example.com");
    bob = platform.signUp("bob@example.com");
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void everybodyIsToldOfWhatHeMaySeeAndOfItsEndOnce() {
    try (Socket hers = open(ada);
        Socket his = open(bob);
        Socket admins = open(admin)) {
      JobId id = queue.enqueue(ofAda());
      JobId marker =
          queue.enqueue(
              ScriptedJobs.idle(ScriptedJobs.PLAIN).ownedBy(platform.idOf("bob@example.com")));

      Eventually.that(
          "she and the administrator are told",
          () -> ended(hers, id).size() == 1 && ended(admins, id).size() == 1);
      Eventually.that("he is told of his", () -> ended(his, marker).size() == 1);

      assertThat(of(his, id)).isEmpty();
      assertThat(of(hers, marker)).isEmpty();
      assertThat(ended(hers, id).getFirst())
          .containsEntry("type", "job_update")
          .containsEntry("event", "job_completed")
          .containsEntry("status", "completed")
          .containsEntry("progress", 100)
          .containsKeys("timestamp", "data");
    }
  }

  @Test
  void dashboardsOfOtherPlatformsAreToldToo() {
    try (TestPlatform other = platform.another().untilReady();
        Socket there = Socket.open(other, "/ws", bearer(ada));
        Socket strange = Socket.open(other, "/ws", bearer(bob))) {
      Eventually.that("it is admitted", () -> other.bean(Dashboards.class).connected() == 2);
      JobId id = queue.enqueue(ofAda());
      platform
          .bean(Bulletins.class)
          .publish(
              new Bulletin(
                  "account_created",
                  Optional.of(platform.idOf("ada@example.com")),
                  Map.of("account_id", "12", "data", Map.of("email", "new@example.com"))));

      Eventually.that("she is told there", () -> ended(there, id).size() == 1);
      Eventually.that(
          "of the account as well",
          () ->
              there.messages().stream()
                  .anyMatch(message ->
                      "account_created".equals(message.get("type"))
                          && "12".equals(message.get("account_id"))
                          && Map.of("email", "new@example.com").equals(message.get("data"))));
      assertThat(strange.messages()).isEmpty();
    }
  }

  @Test
  void aPingIsAnsweredAndWhatIsNoMessageToo() {
    try (Socket socket = Socket.open(platform, "/ws", bearer(ada))) {
      socket.say("{\"type\":\"hello\"}");
      socket.say("{\"type\":\"ping\",\"timestamp\":1}");
      Eventually.that("it is answered", () -> said(socket, "pong"));
      assertThat(socket.messages()).hasSize(1);

      socket.say("what?");
      Eventually.that("it is refused", () -> said(socket, "error"));
    }
  }

  @Test
  void aMessageIsOneFrameOfAFewThousandBytes() {
    try (Socket socket = open(ada)) {
      socket.sayInParts("{\"type\":", "\"ping\"}");
      assertThat(socket.closeCode()).isEqualTo(1009);
    }
    try (Socket socket = open(ada)) {
      socket.say("x".repeat(5_000));
      assertThat(socket.closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void whoSaysGoodbyeIsAnswered() {
    try (Socket socket = open(ada)) {
      socket.leave();
      assertThat(socket.closeCode()).isEqualTo(1000);
    }
  }

  @Test
  void itEndsWithTheSessionHoweverItWasOpened() {
    Person eve = platform.signUp("eve@example.com");
    String ticket = eve.post("/api/auth/ws-ticket").expect(200).text("ticket");
    try (Socket byToken = open(eve);
        Socket byTicket = Socket.open(platform, "/ws?ticket=" + ticket, Map.of())) {
      eve.post("/api/auth/logout").expect(200);

      assertThat(byToken.closeCode()).isEqualTo(1008);
      assertThat(byTicket.closeCode()).isEqualTo(1008);
    }
  }

  @Test
  void theCookieOfOurOwnPageOpensOne() {
    Page page = platform.page().login(TestPlatform.ADMIN_EMAIL, TestPlatform.ADMIN_PASSWORD);
    try (Socket socket =
        Socket.open(platform, "/ws", Map.of("Cookie", page.cookie(), "Origin", page.origin()))) {
      socket.say("{\"type\":\"ping\"}");
      Eventually.that("it is answered", () -> said(socket, "pong"));

      page.post("/api/auth/logout").expect(200);

      assertThat(socket.closeCode()).isEqualTo(1008);
    }
  }

  @Test
  void aPlatformThatStopsSendsThemAwayToComeBack() {
    TestPlatform other = platform.another().untilReady();
    try (Socket socket = Socket.open(other, "/ws", bearer(ada))) {
      Eventually.that("it is admitted", () -> other.bean(Dashboards.class).connected() == 1);
      other.close();

      assertThat(socket.closeCode()).isEqualTo(1012);
    }
  }

  @Test
  void onlyOurPagesAndConfiguredOnesOpenOne() {
    for (String origin : List.of("http://localhost:3000", platform.url("").toString())) {
      try (Socket socket =
          Socket.open(
              platform,
              "/ws",
              Map.of("Authorization", "Bearer " + ada.token(), "Origin", origin))) {
        socket.say("{\"type\":\"ping\"}");
        Eventually.that("it is answered", () -> said(socket, "pong"));
      }
    }
    assertThatThrownBy(() ->
            Socket.open(
                platform,
                "/ws",
                Map.of("Authorization", "Bearer " + ada.token(), "Origin", "https://evil.example")))
        .hasStackTraceContaining("403");
    assertThatThrownBy(() -> Socket.open(platform, "/ws", Map.of())).hasStackTraceContaining("401");
    assertThat(ada.get("/ws").status()).as(ada.get("/ws").body()).isBetween(400, 499);
  }

  @Test
  void administratorsSeeHowManyAreConnected() {
    ada.get("/ws/stats").expect(403);
    try (Socket socket = open(admin)) {
      Map<String, Object> stats = admin.get("/ws/stats").expect(200).json();

      assertThat(stats).containsEntry("success", true).containsKey("timestamp");
      assertThat((Integer) stats.get("connected_clients")).isPositive();
      assertThat(said(socket, "error")).isFalse();
    }
  }

  private dev.stackyn.jobs.domain.NewJob ofAda() {
    return ScriptedJobs.idle(ScriptedJobs.PLAIN).ownedBy(platform.idOf("ada@example.com"));
  }

  /** Returns when he is told what happens from now on: who is answered has been admitted. */
  private Socket open(Person person) {
    Socket socket = Socket.open(platform, "/ws", bearer(person));
    socket.say("{\"type\":\"ping\"}");
    Eventually.that("it is answered", () -> said(socket, "pong"));
    return socket;
  }

  private static Map<String, String> bearer(Person person) {
    return Map.of("Authorization", "Bearer " + person.token());
  }

  private static boolean said(Socket socket, String type) {
    return socket.messages().stream().anyMatch(message -> type.equals(message.get("type")));
  }

  private static List<Map<String, Object>> of(Socket socket, JobId id) {
    return socket.messages().stream()
        .filter(message -> id.toString().equals(message.get("job_id")))
        .toList();
  }

  private static List<Map<String, Object>> ended(Socket socket, JobId id) {
    return of(socket, id).stream()
        .filter(message -> "completed".equals(message.get("status")))
        .toList();
  }
}
