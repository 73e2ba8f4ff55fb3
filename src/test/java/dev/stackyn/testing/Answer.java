package dev.stackyn.testing;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.api.Assertions;

/** What a platform answered. */
public final class Answer {
  private static final JsonMapper JSON = JsonMapper.createDefault();

  private final HttpResponse<String> response;

  Answer(HttpResponse<String> response) {
    this.response = response;
  }

  public int status() {
    return response.statusCode();
  }

  public String body() {
    return response.body();
  }

  public Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  public Answer expect(int status) {
    Assertions.assertThat(status()).as(body()).isEqualTo(status);
    return this;
  }

  /** An error with this status, code and text, in the one shape. */
  public Answer expect(int status, String code, String text) {
    expect(status);
    Assertions.assertThat(json())
        .containsEntry("success", false)
        .containsEntry("code", code)
        .containsEntry("error", text)
        .containsKey("request_id");
    Assertions.assertThat(header("Content-Type")).hasValue("application/json");
    return this;
  }

  public Map<String, Object> json() {
    try {
      return JSON.readValue(body(), Argument.mapOf(String.class, Object.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String text(String name) {
    return Objects.requireNonNull(json().get(name), name).toString();
  }

  /** The objects of an answer that is a list itself. */
  public List<Map<String, Object>> array() {
    try {
      List<?> items = JSON.readValue(body(), Argument.listOf(Object.class));
      return Objects.requireNonNull(items).stream().map(Answer::object).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The objects of a list in the answer. */
  public List<Map<String, Object>> list(String name) {
    List<?> items = (List<?>) Objects.requireNonNull(json().get(name), name);
    return items.stream().map(Answer::object).toList();
  }

  /** The texts of a list in the answer. */
  public List<String> texts(String name) {
    List<?> items = (List<?>) Objects.requireNonNull(json().get(name), name);
    return items.stream().map(String::valueOf).toList();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Object item) {
    return (Map<String, Object>) item;
  }
}
