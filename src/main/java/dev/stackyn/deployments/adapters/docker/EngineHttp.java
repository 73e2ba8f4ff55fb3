package dev.stackyn.deployments.adapters.docker;

import dev.stackyn.deployments.adapters.docker.Alarms.Alarm;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.kernel.Stop;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Speaks HTTP/1.1 with the engine, one connection per request: to make one takes a tenth of a
 * millisecond on the engine's own host, and to close it is how the engine is told to stop working.
 */
public final class EngineHttp {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int FIRST_ERROR = 400;
  private static final int NOT_FOUND = 404;

  private final EngineAddress address;
  private final Alarms alarms;
  private final JsonMapper json;

  /** What an answer means to its reader. */
  public interface Reader<T extends @Nullable Object> {
    T read(EngineAnswer answer) throws IOException;
  }

  public EngineHttp(EngineAddress address, Alarms alarms, JsonMapper json) {
    this.address = address;
    this.alarms = alarms;
    this.json = json;
  }

  /** For questions that are answered at once. An error of the engine is a {@link Refused}. */
  public <T extends @Nullable Object> T ask(EngineRequest request, Reader<T> reader) {
    return ask(request, PATIENCE, reader);
  }

  /** For those of which it is known that they take longer. */
  public <T extends @Nullable Object> T ask(
      EngineRequest request, Duration patience, Reader<T> reader) {
    EngineSocket socket = connect();
    try (socket;
        Alarm _ = alarms.after(patience, socket::close)) {
      return converse(socket, request, reader);
    } catch (IOException e) {
      throw gone(e);
    }
  }

  public JsonNode json(EngineRequest request) {
    return ask(request, answer -> tree(answer.bytes()));
  }

  /** Nothing when the engine does not have what is asked for. */
  public Optional<JsonNode> find(EngineRequest request) {
    try {
      return Optional.of(json(request));
    } catch (Refused e) {
      if (e.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** For requests of which only the effect counts. */
  public void tell(EngineRequest request) {
    tell(request, Duration.ZERO);
  }

  /** For those that keep the engine busy for a while that is known beforehand. */
  public void tell(EngineRequest request, Duration work) {
    ask(request, PATIENCE.plus(work), EngineAnswer::bytes);
  }

  /**
   * For answers that take their time. The wish to stop closes the connection, which ends the work
   * on the engine; then, and when the engine goes away, reading fails.
   */
  public <T extends @Nullable Object> T stream(EngineRequest request, Stop stop, Reader<T> reader) {
    stop.check();
    EngineSocket socket = connect();
    try (socket;
        Stop.Hook _ = stop.whenAsked(socket::close)) {
      return converse(socket, request, reader);
    } catch (IOException e) {
      stop.check();
      throw gone(e);
    }
  }

  /**
   * Hands the connection over when the engine switches to another protocol on it; the caller closes
   * it. Otherwise the engine's answer is the reason.
   */
  public EngineSocket upgrade(EngineRequest request) {
    EngineSocket socket = connect();
    try (Alarm _ = alarms.after(PATIENCE, socket::close)) {
      return converse(socket, request, answer -> taken(answer, socket));
    } catch (IOException e) {
      socket.close();
      throw gone(e);
    } catch (RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private EngineSocket taken(EngineAnswer answer, EngineSocket socket) throws IOException {
    if (!answer.isSwitched()) {
      throw refused(answer);
    }
    return socket;
  }

  public JsonNode tree(byte[] text) throws IOException {
    JsonNode node = json.readValue(text, JsonNode.class);
    return node == null ? JsonNode.nullNode() : node;
  }

  public byte[] bytes(JsonNode node) {
    try {
      return json.writeValueAsBytes(node);
    } catch (IOException e) {
      throw new IllegalStateException("what is in memory can be written", e);
    }
  }

  private EngineSocket connect() {
    try {
      return address.connect();
    } catch (IOException e) {
      throw gone(e);
    }
  }

  private <T extends @Nullable Object> T converse(
      EngineSocket socket, EngineRequest request, Reader<T> reader) throws IOException {
    socket.out().write(request.head().getBytes(StandardCharsets.US_ASCII));
    socket.out().flush();
    EngineRequest.@Nullable Body body = request.body();
    if (body == null) {
      return read(socket, reader);
    }
    Sending sending = new Sending(socket, body);
    sending.start();
    try {
      return read(socket, reader);
    } catch (IOException e) {
      sending.check();
      throw e;
    }
  }

  private <T extends @Nullable Object> T read(EngineSocket socket, Reader<T> reader)
      throws IOException {
    EngineAnswer answer = EngineAnswer.read(socket);
    if (answer.status() >= FIRST_ERROR) {
      throw refused(answer);
    }
    return reader.read(answer);
  }

  private Refused refused(EngineAnswer answer) throws IOException {
    String text = answer.text();
    return new Refused(answer.status(), message(text));
  }

  private String message(String text) {
    try {
      JsonNode message = tree(text.getBytes(StandardCharsets.UTF_8)).get("message");
      return message != null && message.isString() ? message.getStringValue() : text.strip();
    } catch (IOException | RuntimeException e) {
      return text.strip();
    }
  }

  private static DeployFailure gone(IOException e) {
    return new DeployFailure(
        DeployCode.ENGINE_UNAVAILABLE,
        "The Docker engine does not answer. This is not your app's fault: the deployment is tried"
            + " again.",
        e);
  }
}
