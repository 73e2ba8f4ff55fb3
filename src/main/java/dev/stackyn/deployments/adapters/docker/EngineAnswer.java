package dev.stackyn.deployments.adapters.docker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the engine answers: the head, and a body that may still be on its way. */
public final class EngineAnswer {
  private static final int LONGEST_TEXT = 8 * 1024 * 1024;
  private static final int SWITCHED = 101;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private final int status;
  private final Map<String, String> headers;
  private final InputStream body;

  private EngineAnswer(int status, Map<String, String> headers, InputStream body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  static EngineAnswer read(EngineSocket socket) throws IOException {
    InputStream in = socket.in();
    int status = status(HeadLines.read(in));
    Map<String, String> headers = new TreeMap<>();
    String line = HeadLines.read(in);
    while (!line.isEmpty()) {
      String[] parts = line.split(":", 2);
      headers.put(
          parts[0].strip().toLowerCase(Locale.ROOT), parts.length > 1 ? parts[1].strip() : "");
      line = HeadLines.read(in);
    }
    return new EngineAnswer(status, headers, body(status, headers, in));
  }

  private static int status(String line) throws IOException {
    String[] words = line.split(" ", 3);
    if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("\\d{3}")) {
      throw new IOException("the engine's answer is not HTTP");
    }
    return Integer.parseInt(words[1]);
  }

  private static InputStream body(int status, Map<String, String> headers, InputStream in)
      throws IOException {
    if (status == SWITCHED || status == NO_CONTENT || status == NOT_MODIFIED) {
      return InputStream.nullInputStream();
    }
    if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      return AnswerBody.chunked(in);
    }
    String length = headers.get("content-length");
    if (length == null) {
      return in;
    }
    try {
      return AnswerBody.of(in, Long.parseLong(length));
    } catch (NumberFormatException e) {
      throw new IOException("the engine's answer is not HTTP", e);
    }
  }

  public int status() {
    return status;
  }

  /** The connection was handed over: it is HTTP no more. */
  public boolean isSwitched() {
    return status == SWITCHED;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  public InputStream body() {
    return body;
  }

  /** The whole body; for answers that are known to be small. */
  public byte[] bytes() throws IOException {
    byte[] bytes = body.readNBytes(LONGEST_TEXT + 1);
    if (bytes.length > LONGEST_TEXT) {
      throw new IOException("the engine's answer is too long");
    }
    return bytes;
  }

  public String text() throws IOException {
    return new String(bytes(), StandardCharsets.UTF_8);
  }
}
