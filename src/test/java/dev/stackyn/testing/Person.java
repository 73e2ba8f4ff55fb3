package dev.stackyn.testing;

import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody who uses a platform over the wire, from an address of his own. */
public final class Person {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final JsonMapper JSON = JsonMapper.createDefault();

  private final TestPlatform platform;
  private final Optional<String> token;
  private final String address;

  Person(TestPlatform platform, Optional<String> token) {
    this(platform, token, freshAddress());
  }

  private Person(TestPlatform platform, Optional<String> token, String address) {
    this.platform = platform;
    this.token = token;
    this.address = address;
  }

  /** The same person with this token. */
  public Person with(String newToken) {
    return new Person(platform, Optional.of(newToken), address);
  }

  /** The same person, calling another platform. */
  public Person at(TestPlatform other) {
    return new Person(other, token, address);
  }

  public String token() {
    return token.orElseThrow();
  }

  public String address() {
    return address;
  }

  public Answer get(String path) {
    return send(request(path).GET());
  }

  public Answer delete(String path) {
    return send(request(path).DELETE());
  }

  public Answer delete(String path, Map<String, ?> body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method("DELETE", BodyPublishers.ofString(json(body))));
  }

  public Answer post(String path) {
    return send(request(path).POST(BodyPublishers.noBody()));
  }

  public Answer post(String path, Map<String, ?> body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json(body))));
  }

  public Answer put(String path, Map<String, ?> body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json(body))));
  }

  public Answer patch(String path, Map<String, ?> body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(json(body))));
  }

  /** With his token and address, for requests that are out of the ordinary. */
  public HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = platform.request(path).header("X-Forwarded-For", address);
    token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
    return request;
  }

  public Answer send(HttpRequest.Builder request) {
    return new Answer(platform.send(request.build()));
  }

  static String json(Map<String, ?> body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String freshAddress() {
    int count = COUNT.incrementAndGet();
    return "10." + (count >> 16) + "." + (count >> 8 & 255) + "." + (count & 255);
  }
}
