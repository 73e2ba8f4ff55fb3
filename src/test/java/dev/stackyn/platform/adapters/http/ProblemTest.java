package dev.stackyn.platform.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.testing.TestPlatform;
import dev.stackyn.testing.Wire;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Whatever goes wrong, the answer has the one shape, its request id, and the marks that let a web
 * page read it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProblemTest {
  private static final String PAGE = "http://localhost:5173";

  private TestPlatform platform;

  @BeforeAll
  void start() {
    platform =
        TestPlatform.start(Map.of("STACKYN_MAX_BODY", "2KB", "STACKYN_MAX_HEADERS", "8KB"))
            .untilReady();
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void anUnknownAddressIsNotFound() {
    assertProblem(get("/nowhere"), 404, "NOT_FOUND", "There is nothing at this address.");
  }

  @Test
  void aWrongMethodIsNotAllowedAndNamesTheRightOnes() {
    HttpResponse<String> answer =
        platform.send(platform.request("/health").header("Origin", PAGE).DELETE().build());

    assertProblem(answer, 405, "METHOD_NOT_ALLOWED", "This address does not take that method.");
    assertThat(answer.headers().firstValue("Allow"))
        .hasValueSatisfying(allow -> assertThat(allow).contains("GET"));
  }

  @Test
  void anotherMediaTypeIsUnsupported() {
    assertProblem(
        post("/probe/things", "name=x", "application/x-www-form-urlencoded"),
        415,
        "UNSUPPORTED_MEDIA_TYPE",
        "This address takes application/json.");
  }

  @Test
  void aMediaTypeThatNobodyMakesIsNotAcceptable() {
    HttpResponse<String> answer =
        platform.send(
            platform
                .request("/health")
                .header("Accept", "image/png")
                .header("Origin", PAGE)
                .build());

    assertProblem(
        answer,
        406,
        "NOT_ACCEPTABLE",
        "This address cannot answer in any of the accepted media types.");
  }

  @Test
  void brokenJsonIsMalformed() {
    for (String body : new String[] {"{\"name\":", "[]", "{\"name\":{}}", "nonsense"}) {
      assertProblem(
          post("/probe/things", body, "application/json"),
          400,
          "MALFORMED_BODY",
          "The request body cannot be read: it is not the JSON that is expected here.");
    }
  }

  @Test
  void invalidFieldsAreNamedOneByOne() {
    HttpResponse<String> answer =
        post("/probe/things", "{\"name\":\" \",\"note\":\"too long\"}", "application/json");

    assertProblem(answer, 400, "INVALID_INPUT", "The request has invalid fields.");
    assertThat(answer.body())
        .contains("{\"field\":\"name\",\"message\":\"must not be blank\"}")
        .contains("\"field\":\"note\"");
  }

  @Test
  void aRefusalIsShownAsItIs() {
    assertProblem(get("/probe/refusal"), 403, "FORBIDDEN", "You may look, but not touch.");
    assertThat(get("/probe/invalid").body())
        .contains("\"details\":[{\"field\":\"slug\",\"message\":\"is reserved\"}]");
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedWhetherItsLengthIsToldOrNot() {
    String text = "The request body is too large.";
    String body = "{\"name\":\"" + "x".repeat(4096) + "\"}";
    assertProblem(post("/probe/things", body, "application/json"), 413, "BODY_TOO_LARGE", text);
    HttpResponse<String> chunked =
        platform.send(
            platform
                .request("/probe/things")
                .header("Content-Type", "application/json")
                .header("Origin", PAGE)
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(body)))
                .build());
    assertProblem(chunked, 413, "BODY_TOO_LARGE", text);
  }

  @Test
  void aFaultTellsNothingButTheRequestId() {
    HttpResponse<String> answer = get("/probe/fault");

    assertProblem(
        answer,
        500,
        "INTERNAL_ERROR",
        "Something went wrong on our side. The request id leads to it in the log.");
    assertThat(answer.body()).doesNotContain("hunter2", "IllegalState", "dev.stackyn");
  }

  @Test
  void whatTheFrameworkNeverSeesHasTheSameShape() {
    int port = platform.platform().port();
    assertThat(Wire.exchange(port, "this is not http\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("\"code\":\"BAD_REQUEST\"", "\"success\":false", "X-Request-ID: ");
    assertThat(Wire.exchange(port, "GET /" + "x".repeat(9000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
        .startsWith("HTTP/1.1 414")
        .contains("\"code\":\"URI_TOO_LONG\"", "X-Request-ID: ");
    assertThat(
            Wire.exchange(
                port, "GET / HTTP/1.1\r\nHost: a\r\nX-Long: " + "x".repeat(9000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431")
        .contains("\"code\":\"HEADERS_TOO_LARGE\"", "X-Request-ID: ");
  }

  private HttpResponse<String> get(String path) {
    return platform.send(platform.request(path).header("Origin", PAGE).build());
  }

  private HttpResponse<String> post(String path, String body, String type) {
    return platform.send(
        platform
            .request(path)
            .header("Content-Type", type)
            .header("Origin", PAGE)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static void assertProblem(
      HttpResponse<String> answer, int status, String code, String text) {
    assertThat(answer.statusCode()).isEqualTo(status);
    String id = answer.headers().firstValue("X-Request-ID").orElseThrow();
    assertThat(answer.body())
        .contains("\"error\":\"" + text + "\"", "\"success\":false", "\"code\":\"" + code + "\"")
        .contains("\"request_id\":\"" + id + "\"");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(PAGE);
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
  }
}
