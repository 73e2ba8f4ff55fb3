package dev.stackyn.routing.adapters.cloudflare;

import dev.stackyn.routing.domain.AcmeSettings;
import dev.stackyn.routing.ports.DnsChallenges;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Cloudflare's API, version 4. Its token needs to read zones and to edit their DNS; it is never in
 * what is said or thrown.
 */
@Singleton
final class CloudflareDns implements DnsChallenges {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int SHORTEST_LIFE_SECONDS = 60;

  private final Optional<AcmeSettings.Dns> settings;
  private final JsonMapper json;

  CloudflareDns(AcmeSettings settings, JsonMapper json) {
    this.settings = settings.dns();
    this.json = json;
  }

  @Override
  public void publish(String name, String text) throws IOException, InterruptedException {
    try (HttpClient client = client()) {
      String zone = zone(client, name);
      Map<String, Object> entry =
          Map.of("type", "TXT", "name", name, "content", text, "ttl", SHORTEST_LIFE_SECONDS);
      ask(client, "POST", records(zone), BodyPublishers.ofString(json.writeValueAsString(entry)));
    }
    TimeUnit.MILLISECONDS.sleep(provider().settles().toMillis());
  }

  @Override
  public void withdraw(String name, String text) throws IOException, InterruptedException {
    try (HttpClient client = client()) {
      String zone = zone(client, name);
      String query = "?type=TXT&name=" + encoded(name);
      JsonNode found = ask(client, "GET", records(zone) + query, BodyPublishers.noBody());
      for (JsonNode one : found.values()) {
        if (unquoted(text(one, "content")).equals(text)) {
          String place = records(zone) + "/" + encoded(text(one, "id"));
          ask(client, "DELETE", place, BodyPublishers.noBody());
        }
      }
    }
  }

  /** The nearest zone above the name that the token may see. */
  private String zone(HttpClient client, String name) throws IOException, InterruptedException {
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      String above = name.substring(dot + 1);
      JsonNode found =
          above.contains(".")
              ? ask(client, "GET", "/zones?name=" + encoded(above), BodyPublishers.noBody())
              : JsonNode.createArrayNode(List.of());
      if (found.size() > 0) {
        return text(Objects.requireNonNull(found.get(0)), "id");
      }
    }
    throw new IOException(
        "Cloudflare knows no zone for %s that its token may use.".formatted(name));
  }

  private JsonNode ask(HttpClient client, String method, String place, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(provider().api() + place))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + provider().token().reveal())
            .header("Content-Type", "application/json")
            .method(method, body)
            .build();
    HttpResponse<byte[]> answer;
    try {
      answer = client.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new IOException("Cloudflare cannot be reached.", e);
    }
    if (answer.statusCode() != 200) {
      throw new IOException("Cloudflare answers with status %d.".formatted(answer.statusCode()));
    }
    @Nullable JsonNode said = json.readValue(answer.body(), JsonNode.class);
    @Nullable JsonNode result = said == null ? null : said.get("result");
    return result == null ? JsonNode.nullNode() : result;
  }

  private HttpClient client() {
    return HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  }

  private AcmeSettings.Dns provider() throws IOException {
    return settings.orElseThrow(() ->
        new IOException("There is no access to the DNS of this name (STACKYN_CLOUDFLARE_TOKEN)."));
  }

  private static String records(String zone) {
    return "/zones/" + encoded(zone) + "/dns_records";
  }

  private static String text(JsonNode node, String field) throws IOException {
    JsonNode value = node.get(field);
    if (value == null || !value.isString()) {
      throw new IOException("Cloudflare gives no answer that can be used.");
    }
    return value.getStringValue();
  }

  /** A text may come back in the quotes of a zone file. */
  private static String unquoted(String text) {
    return text.startsWith("\"") && text.endsWith("\"") && text.length() > 1
        ? text.substring(1, text.length() - 1)
        : text;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
