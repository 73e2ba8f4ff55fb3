package dev.stackyn.deployments.adapters.docker.run;

import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.deployments.adapters.docker.LineCutter;
import dev.stackyn.deployments.engine.ports.ContainerId;
import dev.stackyn.kernel.Stop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** What containers have printed, line by line, without what only a terminal understands. */
final class Output {
  private static final long MOST_BYTES = 1 << 20;

  private final EngineHttp engine;

  Output(EngineHttp engine) {
    this.engine = engine;
  }

  List<String> tail(ContainerId container, int lines) {
    Deque<String> last = new ArrayDeque<>();
    engine.ask(
        logs(container).with("tail", Integer.toString(lines)),
        answer -> {
          read(answer.body(), line -> keep(last, line, lines));
          return last;
        });
    return List.copyOf(last);
  }

  /** The engine counts pieces, not lines: there may be more of these than were asked for. */
  private static void keep(Deque<String> last, String line, int most) {
    last.addLast(line);
    if (last.size() > most) {
      last.removeFirst();
    }
  }

  /** From the beginning until the container ends. */
  void follow(ContainerId container, Consumer<String> log, Stop stop) {
    Budget budget = new Budget(log);
    engine.stream(
        logs(container).with("follow", "1"),
        stop,
        answer -> {
          read(answer.body(), budget::line);
          return budget;
        });
  }

  private static EngineRequest logs(ContainerId container) {
    return EngineRequest.get("/containers/" + container + "/logs")
        .with("stdout", "1")
        .with("stderr", "1");
  }

  /** Each stream has lines of its own, that may come in turns. */
  static void read(InputStream in, Consumer<String> lines) throws IOException {
    LineCutter output = new LineCutter(lines);
    LineCutter errors = new LineCutter(lines);
    LogFrames.read(in, (isError, text) -> (isError ? errors : output).add(ByteBuffer.wrap(text)));
    output.finish();
    errors.finish();
  }

  /** A command that prints without end must not fill the deployment's log. */
  private static final class Budget {
    private final Consumer<String> log;
    private long told;

    Budget(Consumer<String> log) {
      this.log = log;
    }

    void line(String line) {
      if (told > MOST_BYTES) {
        return;
      }
      told += line.length() + 1L;
      log.accept(told > MOST_BYTES ? "[what it prints from here on is left out]" : line);
    }
  }
}
