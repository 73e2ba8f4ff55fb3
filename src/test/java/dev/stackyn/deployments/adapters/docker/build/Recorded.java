package dev.stackyn.deployments.adapters.docker.build;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** What engines have answered, kept in {@code src/test/resources/engines}. */
final class Recorded {
  private static final JsonMapper JSON = JsonMapper.createDefault();

  private Recorded() {}

  static byte[] bytes(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Recorded.class.getResourceAsStream("/engines/" + name), name)) {
      return in.readAllBytes();
    }
  }

  static JsonNode json(String name) throws IOException {
    return json(bytes(name));
  }

  static JsonNode json(byte[] text) throws IOException {
    return Objects.requireNonNull(JSON.readValue(text, JsonNode.class));
  }
}
