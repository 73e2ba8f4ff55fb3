package dev.stackyn.identity.adapters.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.testing.Answer;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.TestPlatform;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestLimitsTest {
  private static final String ORIGIN = "http://localhost:5173";

  @Test
  void oneAddressMayTryToSignInOnlySoOften() {
    try (TestPlatform platform =
        TestPlatform.start(Map.of("STACKYN_SIGN_INS_PER_MINUTE", "3")).untilReady()) {
      Person one = platform.stranger();
      assertThat(statuses(one, 3)).containsOnly(400);

      Answer refused =
          one.send(
              one.request("/api/auth/login")
                  .header("Origin", ORIGIN)
                  .POST(BodyPublishers.noBody()));

      refused.expect(429, "RATE_LIMITED", "Too many requests. Try again in a moment.");
      assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow())).isBetween(1, 20);
      assertThat(refused.header("Access-Control-Allow-Origin")).hasValue(ORIGIN);
      assertThat(refused.header("Access-Control-Expose-Headers").orElseThrow())
          .contains("Retry-After");
      assertThat(statuses(platform.stranger(), 1)).containsOnly(400);
    }
  }

  @Test
  void anAddressIsBelievedOnlyOfATrustedProxy() {
    try (TestPlatform platform =
        TestPlatform.start(
                Map.of("STACKYN_SIGN_INS_PER_MINUTE", "3", "STACKYN_TRUSTED_PROXIES", ""))
            .untilReady()) {
      List<Integer> statuses =
          IntStream.range(0, 4)
              .mapToObj(i -> platform.stranger())
              .map(person -> statuses(person, 1).getFirst())
              .toList();

      assertThat(statuses).containsExactly(400, 400, 400, 429);
    }
  }

  @Test
  void oneCallerMayAskOnlySoMuch() {
    try (TestPlatform platform =
        TestPlatform.start(Map.of("STACKYN_REQUESTS_PER_SECOND", "1")).untilReady()) {
      Person one = platform.signUp("one@example.com");
      List<Integer> statuses =
          IntStream.range(0, 12)
              .mapToObj(i -> one.get("/api/auth/sessions").status())
              .distinct()
              .toList();

      assertThat(statuses).containsExactly(200, 429);
      platform.signUp("two@example.com").get("/api/auth/sessions").expect(200);
      platform.stranger().get("/health/live").expect(200);
    }
  }

  @Test
  void oneAddressMayShowOnlySoManyBadTokens() {
    try (TestPlatform platform =
        TestPlatform.start(Map.of("STACKYN_REQUESTS_PER_SECOND", "1")).untilReady()) {
      Person one = platform.stranger().with("garbage");
      List<Integer> statuses =
          IntStream.range(0, 12)
              .mapToObj(i -> one.get("/api/auth/sessions").status())
              .distinct()
              .toList();

      assertThat(statuses).containsExactly(401, 429);
    }
  }

  private static List<Integer> statuses(Person person, int times) {
    return IntStream.range(0, times)
        .mapToObj(i -> person.post("/api/auth/login", Map.of("email", "")).status())
        .toList();
  }
}
