package dev.stackyn.platform.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.testing.TestPlatform;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HealthTest {
  private TestPlatform platform;

  @BeforeAll
  void start() {
    platform = TestPlatform.start().untilReady();
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void livenessLooksAtNothing() {
    HttpResponse<String> answer = platform.get("/health/live");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"success\":true,\"alive\":true}");
  }

  @Test
  void healthNamesEveryServiceAndTheVersion() {
    HttpResponse<String> answer = platform.get("/health");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"status\":\"healthy\"", "\"ready\":true", "\"version\":\"0.1.0\"")
        .contains(
            "\"api\":\"operational\"", "\"database\":\"connected\"", "\"docker\":\"connected\"");
  }

  @Test
  void pingAnswersPongAndTheTimeInSeconds() {
    assertThat(platform.get("/health/ping").body())
        .matches("\\{\"success\":true,\"message\":\"pong\",\"time\":\\{\"timestamp\":\\d{10}}}");
  }
}
