package dev.stackyn.jobs.adapters.postgres;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Facts of a job, as the database keeps them. */
@Singleton
final class JsonText {
  private static final Argument<Map<String, String>> FACTS =
      Argument.mapOf(String.class, String.class);

  private final JsonMapper json;

  JsonText(JsonMapper json) {
    this.json = json;
  }

  String write(Map<String, String> facts) {
    if (facts.isEmpty()) {
      return "{}";
    }
    try {
      return json.writeValueAsString(FACTS, facts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Map<String, String> read(String text) {
    try {
      return json.readValue(text, FACTS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
