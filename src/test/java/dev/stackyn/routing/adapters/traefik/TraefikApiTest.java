package dev.stackyn.routing.adapters.traefik;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.testing.TestPlatform;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraefikApiTest {
  private static final String PATH = "/internal/traefik";
  private static final String TOKEN = "a-token-for-traefik";

  @Test
  void onlyWhoBringsTheTokenReadsTheRoutes() {
    try (TestPlatform platform =
        TestPlatform.start(Map.of("ROUTING", "traefik", "STACKYN_TRAEFIK_TOKEN", TOKEN))
            .untilReady()) {
      HttpResponse<String> read = ask(platform, TOKEN);
      assertThat(read.statusCode()).isEqualTo(200);
      assertThat(read.body()).contains("PathPrefix(`/`)");

      assertThat(platform.get(PATH).statusCode()).isEqualTo(403);
      HttpResponse<String> wrong = ask(platform, TOKEN + "x");
      assertThat(wrong.statusCode()).isEqualTo(403);
      assertThat(wrong.body()).doesNotContain("PathPrefix");
    }
  }

  private static HttpResponse<String> ask(TestPlatform platform, String token) {
    return platform.send(platform.request(PATH).header("Authorization", "Bearer " + token).build());
  }
}
