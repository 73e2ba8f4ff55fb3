import dev.stackyn.routing.bench.Crowd;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Deployments of one app, one right after the other, while people are there all the time. In the
 * first half each version is watched, and the one before it kept; in the second the one before goes
 * as soon as its requests have ended.
 */
final class Row {
  private static final int PER_SECOND = 500;
  private static final long PATIENCE_NANOS = 180_000_000_000L;
  private static final int PAUSE_MILLIS = 20;

  private final Hosting hosting;
  private final NodeApp source;

  Row(Hosting hosting, String name) throws IOException {
    this.hosting = hosting;
    this.source = hosting.app(name);
  }

  /** What a deployment says of its own switch; that nobody counted is said by no requests. */
  private record Told(long requests, long failed, long longestMillis) {
    static final Told NOTHING = new Told(0, 0, 0);
  }

  void run(int count, Report report) throws IOException, InterruptedException {
    write(0);
    JsonNode made =
        hosting
            .session()
            .post(
                "/api/v1/apps",
                "{\"name\":\"%s\",\"repo_url\":\"%s\",\"settings\":{\"memory_mb\":256}}"
                    .formatted(source.name(), source.url()));
    String app = made.get("app").get("id").getStringValue();
    hosting.docker().willBelongTo(app);
    String host = made.get("app").get("slug").getStringValue() + ".localhost";
    serves(made.get("deployment").get("id").getLongValue(), host, 0);
    List<Long> deployments = new ArrayList<>();
    Crowd crowd = new Crowd(hosting.router(), host);
    try (crowd) {
      crowd.begin(PER_SECOND);
      for (int number = 1; number <= count; number++) {
        crowd.awaitMore(PER_SECOND);
        if (number == count / 2 + 1) {
          hosting
              .session()
              .patch("/api/v1/apps/" + app, "{\"settings\":{\"auto_rollback\":false}}");
        }
        deployments.add(deploy(app, host, number));
      }
      crowd.awaitMore(PER_SECOND);
    }
    tell(crowd, deployments, report);
  }

  private long deploy(String app, String host, int number)
      throws IOException, InterruptedException {
    write(number);
    long begin = System.nanoTime();
    JsonNode answer = hosting.session().post("/api/v1/apps/" + app + "/redeploy", "");
    long deployment = answer.get("deployment").get("id").getLongValue();
    serves(deployment, host, number);
    System.out.printf(
        Locale.ROOT,
        "deployment %d of the row serves after %.1f s%n",
        number,
        (System.nanoTime() - begin) / 1e9);
    return deployment;
  }

  private void serves(long deployment, String host, int number)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    for (String status = ""; !status.equals("running"); ) {
      Thread.sleep(PAUSE_MILLIS);
      JsonNode found = hosting.session().get("/api/v1/deployments/" + deployment);
      status = found.get("status").getStringValue();
      if (status.equals("failed") || System.nanoTime() - begin > PATIENCE_NANOS) {
        throw new IOException("version %d is %s: %s".formatted(number, status, found));
      }
    }
    new Visitor(hosting.router(), host).await(("version " + number)::equals);
  }

  private void tell(Crowd crowd, List<Long> deployments, Report report)
      throws IOException, InterruptedException {
    crowd.failures().stream()
        .limit(20)
        .forEach(failure -> System.out.println("failed: " + failure));
    List<Told> told = new ArrayList<>();
    System.out.printf("%n%-8s %12s %12s %16s%n", "switch", "requests", "failed", "longest wait ms");
    for (long deployment : deployments) {
      Told one = said(deployment);
      told.add(one);
      System.out.printf(
          "%-8d %12d %12d %16d%n", told.size(), one.requests(), one.failed(), one.longestMillis());
    }
    report.figure("deployments", deployments.size());
    report.figure("deployments_requests", crowd.answered());
    report.figure("deployments_failed_requests", crowd.failures().size(), "<=0");
    report.figure("deployments_longest_wait_ms", crowd.longestWaitMillis());
    report.figure(
        "deployments_without_figures", told.stream().filter(Told.NOTHING::equals).count(), "<=0");
    report.figure("deployments_said_requests", told.stream().mapToLong(Told::requests).sum());
    report.figure("deployments_said_failed", told.stream().mapToLong(Told::failed).sum(), "<=0");
    report.figure(
        "deployments_said_longest_wait_ms",
        told.stream().mapToLong(Told::longestMillis).max().orElse(0));
  }

  private Told said(long deployment) throws IOException, InterruptedException {
    JsonNode figures = hosting.session().get("/api/v1/deployments/" + deployment).get("switch");
    return figures == null || figures.isNull()
        ? Told.NOTHING
        : new Told(
            figures.get("requests").getLongValue(),
            figures.get("failed").getLongValue(),
            figures.get("longest_wait_ms").getLongValue());
  }

  /** Speaks as the crowd does: a page, one that takes two seconds, and sockets of lines. */
  private void write(int number) throws IOException {
    source
        .author()
        .write(
            "server.js",
            """
            const page = 'version %d';
            const server = require('http').createServer((request, response) =>
              request.url === '/slow' ? setTimeout(() => response.end(page), 2000) : response.end(page));
            server.on('upgrade', (request, socket) => {
              socket.on('error', () => {});
              socket.write('HTTP/1.1 101 Switching Protocols\\r\\nConnection: Upgrade\\r\\nUpgrade: lines\\r\\n\\r\\n');
              socket.pipe(socket);
            });
            server.listen(process.env.PORT);
            process.on('SIGTERM', () => process.exit(0));
            """
                .formatted(number));
    source.author().commit("Make it version " + number);
  }
}
