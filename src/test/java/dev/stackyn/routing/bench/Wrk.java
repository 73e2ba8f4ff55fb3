package dev.stackyn.routing.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The client of all: Debian's {@code wrk}, one thread, connections that are kept. */
record Wrk(Path folder) {
  private static final Pattern FOUND =
      Pattern.compile("found (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");

  /** Of one run: times in microseconds. */
  record Result(long requests, long micros, long bytes, long failed, double p50, double p99) {
    double perSecond() {
      return requests * 1e6 / micros;
    }

    double megabytesPerSecond() {
      return bytes / 1e6 / (micros / 1e6);
    }
  }

  private static final String REPORT =
      """
      done = function(summary, latency, requests)
        local errors = summary.errors
        io.write(string.format("found %d %d %d %d %d %d\\n", summary.requests, summary.duration, summary.bytes,
          errors.connect + errors.read + errors.write + errors.status + errors.timeout,
          latency:percentile(50), latency:percentile(99)))
      end
      """;

  /** All hosts in turn. */
  private static final String HOSTS =
      """
      local requests, number = {}, 0
      init = function(arguments)
        for host in io.lines(arguments[1]) do
          requests[#requests + 1] = wrk.format("GET", "/", { Host = host })
        end
      end
      request = function()
        number = number % #requests + 1
        return requests[number]
      end
      """;

  Result ask(int port, String host, String path, int connections, Duration time)
      throws IOException, InterruptedException {
    Path script = Files.writeString(folder.resolve("report.lua"), REPORT);
    return run(
        connections,
        time,
        script,
        List.of("-H", "Host: " + host, "http://127.0.0.1:%d%s".formatted(port, path)));
  }

  Result askAll(int port, List<String> hosts, int connections, Duration time)
      throws IOException, InterruptedException {
    Path script = Files.writeString(folder.resolve("hosts.lua"), HOSTS + REPORT);
    Path names = Files.write(folder.resolve("hosts"), hosts);
    return run(
        connections, time, script, List.of("http://127.0.0.1:" + port, "--", names.toString()));
  }

  private static Result run(int connections, Duration time, Path script, List<String> what)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "wrk",
            "-t1",
            "-c" + connections,
            "-d" + Math.max(1, time.toSeconds()) + "s",
            "--timeout",
            "10s",
            "-s",
            script.toString());
    builder.command().addAll(what);
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher found = FOUND.matcher(said);
    if (process.waitFor() != 0 || !found.find()) {
      throw new IOException("wrk says: " + said);
    }
    return new Result(
        number(found, 1),
        number(found, 2),
        number(found, 3),
        number(found, 4),
        number(found, 5),
        number(found, 6));
  }

  private static long number(Matcher found, int group) {
    return Long.parseLong(found.group(group));
  }
}
