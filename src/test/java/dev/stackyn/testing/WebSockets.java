package dev.stackyn.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Talks over a WebSocket. */
public final class WebSockets {
  private static final int PATIENCE_SECONDS = 60;

  private WebSockets() {}

  /** Opens one, says the text, and returns the answer. */
  public static String ask(
      TestPlatform platform, String path, Map<String, String> headers, String text) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      FirstText answer = new FirstText();
      WebSocket.Builder opening = client.newWebSocketBuilder();
      headers.forEach(opening::header);
      URI address = URI.create(platform.url(path).toString().replaceFirst("^http", "ws"));
      WebSocket socket =
          opening.buildAsync(address, answer).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
      socket.sendText(text, true).join();
      try {
        return answer.text.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
      } finally {
        socket.abort();
      }
    }
  }

  private static final class FirstText implements WebSocket.Listener {
    private final CompletableFuture<String> text = new CompletableFuture<>();
    private final StringBuilder parts = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      parts.append(part);
      if (last) {
        text.complete(parts.toString());
      }
      return WebSocket.Listener.super.onText(socket, part, last);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      text.completeExceptionally(error);
    }
  }
}
