package dev.stackyn.platform.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.TestPlatform;
import dev.stackyn.testing.Wire;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;

/** What every request and every answer carries, and what is written down about them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExchangeTest {
  private TestPlatform platform;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger("dev.stackyn");

  @BeforeAll
  void start() {
    platform =
        TestPlatform.start(
                Map.of(
                    "CORS_ALLOWED_ORIGINS",
                    "https://app.example.com",
                    "STACKYN_METRICS_TOKEN",
                    "a-token-for-the-metrics",
                    "STACKYN_REQUEST_TIMEOUT",
                    "1s"))
            .untilReady();
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @BeforeEach
  void listen() {
    log.list.clear();
    log.start();
    root.addAppender(log);
  }

  @AfterEach
  void deafen() {
    root.detachAppender(log);
  }

  @Test
  void aRequestIdThatIsSafeIsKept() {
    assertThat(requestId("order-66.a_b:c")).isEqualTo("order-66.a_b:c");
    assertThat(requestId("x".repeat(128))).isEqualTo("x".repeat(128));
  }

  @Test
  void aRequestIdThatIsNotSafeIsReplaced() {
    for (String unsafe : List.of("a b", "<script>", "x".repeat(129), "a,b", "${jndi:x}")) {
      assertThat(requestId(unsafe)).isNotEqualTo(unsafe).matches("[0-9a-f]{32}");
    }
  }

  @Test
  void everyRequestGetsAnIdOfItsOwn() {
    String one = platform.get("/health/live").headers().firstValue("X-Request-ID").orElseThrow();
    String two = platform.get("/health/live").headers().firstValue("X-Request-ID").orElseThrow();
    assertThat(one).isNotEqualTo(two);
  }

  @Test
  void theLogLinesOfARequestCarryItsIdOverVirtualThreads() {
    platform.send(
        platform.request("/probe/thread/private").header("X-Request-ID", "thread-1").build());

    ILoggingEvent line = line("on a virtual thread");
    assertThat(line.getMDCPropertyMap()).containsEntry("request_id", "thread-1");
  }

  @Test
  void oneLinePerRequestNamesTheTemplateAndNeverTheAddress() {
    platform.send(
        platform
            .request("/probe/thread/private?token=secret")
            .header("X-Request-ID", "line-1")
            .build());

    Map<String, String> line = access("line-1");
    assertThat(line)
        .containsEntry("method", "GET")
        .containsEntry("route", "/probe/thread/{text}")
        .containsEntry("status", "200")
        .containsEntry("bytes", "7")
        .containsKey("ms");
    assertThat(String.valueOf(log.list)).doesNotContain("token=secret");
  }

  @Test
  void whatHasNoRouteIsCountedUnderOneName() {
    platform.send(platform.request("/no/such/thing").header("X-Request-ID", "line-2").build());

    assertThat(access("line-2")).containsEntry("route", "unmatched").containsEntry("status", "404");
  }

  @Test
  void aPreflightOfAKnownPageIsAnswered() {
    HttpResponse<String> answer = preflight("https://app.example.com");

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
        .hasValue("https://app.example.com");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Methods").orElseThrow())
        .contains("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
        .contains("Authorization", "Content-Type");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
  }

  @Test
  void otherPagesGetNoMark() {
    for (String origin :
        List.of("https://evil.example.com", "https://app.example.com.evil.com", "null")) {
      HttpResponse<String> answer = preflight(origin);
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
      assertThat(answer.headers().firstValue("Access-Control-Allow-Methods")).isEmpty();
    }
  }

  @Test
  void answersVaryByOrigin() {
    assertThat(platform.get("/health/live").headers().firstValue("Vary")).hasValue("origin");
  }

  @Test
  void aRequestThatDoesNotArriveIsGivenUp() {
    int port = platform.platform().port();
    assertThat(Wire.exchange(port, "GET /health HTTP/1.1\r\nHost: a\r\n"))
        .startsWith("HTTP/1.1 408")
        .contains("\"code\":\"REQUEST_TIMEOUT\"", "X-Request-ID: ");
    assertThat(
            Wire.exchange(
                port,
                "POST /probe/things HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 50\r\n\r\n{\"name\""))
        .startsWith("HTTP/1.1 408")
        .contains("\"code\":\"REQUEST_TIMEOUT\"");
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrderWithTheirOwnIds() {
    String request = "GET /health/live HTTP/1.1\r\nHost: a\r\nX-Request-ID: pipe-%d\r\n%s\r\n";
    String said =
        Wire.exchange(
            platform.platform().port(),
            request.formatted(1, "")
                + request.formatted(2, "")
                + request.formatted(3, "Connection: close\r\n"));

    assertThat(said).containsSubsequence("pipe-1", "alive", "pipe-2", "alive", "pipe-3", "alive");
  }

  @Test
  void metricsAreForThisMachineOrTheTokenAndNotForWhoComesThroughAProxy() {
    assertThat(platform.get("/metrics").body())
        .contains(
            "http_server_requests_seconds_count", "jvm_memory_used_bytes", "hikaricp_connections");
    assertThat(proxied("").statusCode()).isEqualTo(403);
    assertThat(proxied("Bearer wrong").statusCode()).isEqualTo(403);
    assertThat(proxied("Bearer a-token-for-the-metrics").statusCode()).isEqualTo(200);
  }

  @Test
  void largeAnswersAreCompressedForThoseWhoUnderstandIt() {
    HttpResponse<String> answer =
        platform.send(platform.request("/metrics").header("Accept-Encoding", "gzip").build());

    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
  }

  private HttpResponse<String> proxied(String authorization) {
    return platform.send(
        platform
            .request("/metrics")
            .header("X-Forwarded-For", "203.0.113.9")
            .header("Authorization", authorization)
            .build());
  }

  private HttpResponse<String> preflight(String origin) {
    return platform.send(
        platform
            .request("/probe/things")
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "authorization,content-type")
            .method("OPTIONS", BodyPublishers.noBody())
            .build());
  }

  private String requestId(String brought) {
    return platform
        .send(platform.request("/health/live").header("X-Request-ID", brought).build())
        .headers()
        .firstValue("X-Request-ID")
        .orElseThrow();
  }

  private ILoggingEvent line(String message) {
    Eventually.that(
        "a line \"" + message + "\"",
        () -> events().stream().anyMatch(e -> e.getFormattedMessage().equals(message)));
    return events().stream()
        .filter(e -> e.getFormattedMessage().equals(message))
        .findFirst()
        .orElseThrow();
  }

  private Map<String, String> access(String requestId) {
    Eventually.that(
        "the access line of " + requestId,
        () -> events().stream().anyMatch(e -> requestId.equals(pairs(e).get("request_id"))));
    return events().stream()
        .map(ExchangeTest::pairs)
        .filter(pairs -> requestId.equals(pairs.get("request_id")))
        .findFirst()
        .orElseThrow();
  }

  private List<ILoggingEvent> events() {
    return List.copyOf(log.list);
  }

  private static Map<String, String> pairs(ILoggingEvent event) {
    return event.getKeyValuePairs() == null
        ? Map.of()
        : event.getKeyValuePairs().stream()
            .collect(Collectors.toMap(pair -> pair.key, pair -> String.valueOf(pair.value)));
  }
}
