package dev.stackyn.testing;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A WebSocket as a dashboard has one: everything that was said to it. */
public final class Socket implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.createDefault();
  private static final int PATIENCE_SECONDS = 60;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Heard heard = new Heard();
  private final WebSocket socket;

  private Socket(TestPlatform platform, String path, Map<String, String> headers) {
    WebSocket.Builder opening = client.newWebSocketBuilder();
    headers.forEach(opening::header);
    URI address = URI.create(platform.url(path).toString().replaceFirst("^http", "ws"));
    socket =
        opening.buildAsync(address, heard).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  public static Socket open(TestPlatform platform, String path, Map<String, String> headers) {
    return new Socket(platform, path, headers);
  }

  public void say(String text) {
    socket.sendText(text, true).join();
  }

  public void sayInParts(String first, String last) {
    socket.sendText(first, false).join();
    socket.sendText(last, true).join();
  }

  /** Everything heard so far, oldest first. */
  public List<Map<String, Object>> messages() {
    return List.copyOf(heard.messages);
  }

  /** With what it was closed. */
  public int closeCode() {
    return heard.closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  /** Says goodbye. */
  public void leave() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
  }

  @Override
  public void close() {
    socket.abort();
    client.close();
  }

  private static final class Heard implements WebSocket.Listener {
    private final List<Map<String, Object>> messages = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder parts = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      parts.append(part);
      if (last) {
        messages.add(read(parts.toString()));
        parts.setLength(0);
      }
      return WebSocket.Listener.super.onText(socket, part, last);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.complete(code);
      return WebSocket.Listener.super.onClose(socket, code, reason);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      closed.completeExceptionally(error);
    }

    private static Map<String, Object> read(String text) {
      try {
        return JSON.readValue(text, Argument.mapOf(String.class, Object.class));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
