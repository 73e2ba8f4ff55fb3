import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Somebody who has signed in as the web app does, over connections that are kept. */
record Session(HttpClient client, int port, String token) {
  private static final JsonMapper JSON = JsonMapper.createDefault();

  static Session signIn(HttpClient client, int port, String email, String password)
      throws IOException, InterruptedException {
    String body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password);
    JsonNode grant = new Session(client, port, "").post("/api/auth/login", body);
    return new Session(client, port, grant.get("token").getStringValue());
  }

  /** Connections that can be kept: no attempt at another version of the protocol. */
  static HttpClient newClient() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .build();
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return body(answer(path));
  }

  /** With its headers. */
  HttpResponse<byte[]> answer(String path) throws IOException, InterruptedException {
    return ask(request(path).GET());
  }

  JsonNode post(String path, String body) throws IOException, InterruptedException {
    return body(
        ask(
            request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))));
  }

  void patch(String path, String body) throws IOException, InterruptedException {
    ask(
        request(path)
            .header("Content-Type", "application/json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(body)));
  }

  void delete(String path) throws IOException, InterruptedException {
    ask(request(path).DELETE());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(60));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private HttpResponse<byte[]> ask(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() >= 300) {
      throw new IOException(
          "%s: %d %s"
              .formatted(answer.uri().getPath(), answer.statusCode(), new String(answer.body())));
    }
    return answer;
  }

  private static JsonNode body(HttpResponse<byte[]> answer) throws IOException {
    return JSON.readValue(answer.body(), Argument.of(JsonNode.class));
  }
}
