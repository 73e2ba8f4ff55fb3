package dev.stackyn.deployments.adapters.docker;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is asked of the engine. */
public final class EngineRequest {
  private final String method;
  private final String path;
  private final List<String> query = new ArrayList<>();
  private final List<Map.Entry<String, String>> headers = new ArrayList<>();
  private @Nullable Body body;

  /** Writes the request's body; it is not known beforehand how long it is. */
  public interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  private EngineRequest(String method, String path) {
    this.method = method;
    this.path = path;
  }

  public static EngineRequest get(String path) {
    return new EngineRequest("GET", path);
  }

  public static EngineRequest post(String path) {
    return new EngineRequest("POST", path);
  }

  public static EngineRequest delete(String path) {
    return new EngineRequest("DELETE", path);
  }

  /** One part of a path that was not made here, such as an image's name: its slashes stay. */
  public static String part(String text) {
    return encoded(text).replace("%2F", "/").replace("%3A", ":").replace("%40", "@");
  }

  public EngineRequest with(String name, String value) {
    query.add(name + "=" + encoded(value));
    return this;
  }

  public EngineRequest header(String name, String value) {
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("the header " + name + " would not stay one line");
    }
    headers.add(Map.entry(name, value));
    return this;
  }

  public EngineRequest body(String type, Body content) {
    this.body = content;
    return header("Content-Type", type);
  }

  @Nullable Body body() {
    return body;
  }

  String head() {
    String target = path + (query.isEmpty() ? "" : "?" + String.join("&", query));
    String lines =
        headers.stream()
            .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
            .collect(Collectors.joining());
    return "%s %s HTTP/1.1\r\nHost: docker\r\n%s%s\r\n".formatted(method, target, lines, framing());
  }

  private String framing() {
    if (headers.stream().anyMatch(header -> header.getKey().equals("Upgrade"))) {
      return "Connection: Upgrade\r\n";
    }
    String length = body == null ? "Content-Length: 0\r\n" : "Transfer-Encoding: chunked\r\n";
    return "Connection: close\r\n" + (method.equals("POST") ? length : "");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
