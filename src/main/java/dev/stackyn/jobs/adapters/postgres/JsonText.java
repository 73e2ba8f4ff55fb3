package dev.stackyn.jobs.adapters.postgres;

import dev.stackyn.jobs.domain.Bulletin;
import dev.stackyn.kernel.UserId;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Facts of a job as the database keeps them, and bulletins as platforms send them. */
@Singleton
final class JsonText {
  private static final Argument<Map<String, String>> FACTS =
      Argument.mapOf(String.class, String.class);

  private static final Argument<Map<String, Object>> OBJECT =
      Argument.mapOf(String.class, Object.class);
  private static final String TYPE = "type";
  private static final String OWNER = "owner";
  private static final String BODY = "body";

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

  String write(Bulletin bulletin) {
    Map<String, Object> all = new HashMap<>();
    all.put(TYPE, bulletin.type());
    bulletin.owner().ifPresent(owner -> all.put(OWNER, owner.toString()));
    all.put(BODY, bulletin.body());
    try {
      return json.writeValueAsString(OBJECT, all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing when it is none: another platform may be of another version. */
  Optional<Bulletin> readBulletin(String text) {
    try {
      Map<String, Object> all = json.readValue(text, OBJECT);
      return all.get(TYPE) instanceof String type && all.get(BODY) instanceof Map<?, ?> body
          ? Optional.of(new Bulletin(type, owner(all.get(OWNER)), strings(body)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<UserId> owner(@Nullable Object value) {
    return value instanceof String text ? UserId.parse(text) : Optional.empty();
  }

  private static Map<String, Object> strings(Map<?, ?> body) {
    Map<String, Object> named = new HashMap<>();
    body.forEach((name, value) -> named.put(String.valueOf(name), value));
    return named;
  }
}
