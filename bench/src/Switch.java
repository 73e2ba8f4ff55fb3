import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What people notice when a version takes over, when it crashes while it is watched, and when an
 * app sleeps. Each app goes through all of it, while somebody asks for it a hundred times a second.
 */
final class Switch implements AutoCloseable {
  private static final String RUN = "switch" + ProcessHandle.current().pid();
  private static final long PATIENCE = 180_000_000_000L;
  private static final int PACE_MILLIS = 10;

  private final Hosting hosting;
  private final Session session;
  private boolean closed;

  private Switch(Hosting hosting) {
    this.hosting = hosting;
    this.session = hosting.session();
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int apps = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    int row = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
    Map<String, String> settings =
        Map.of("STACKYN_WATCH_WINDOW", "5m", "STACKYN_SLEEP_AFTER", "10s");
    try (Workplace place = Workplace.open();
        Switch bench =
            new Switch(Hosting.open(Docker.find(), Program.stackyn(), place, settings))) {
      Runtime.getRuntime().addShutdownHook(new Thread(bench::interrupted));
      bench.measureOrTell(apps, row);
    }
  }

  private void measureOrTell(int apps, int row) throws IOException, InterruptedException {
    Machine machine = Machine.note();
    Report report = new Report("switch");
    try {
      if (apps > 0) {
        measure(apps, report);
      }
      if (row > 0) {
        new Row(hosting, RUN + "-row").run(row, report);
      }
      report.figure("machine_busy_percent", machine.busyPercent());
      report.print();
    } catch (IOException e) {
      hosting.complain();
      throw e;
    }
  }

  /** One request: when it began and was answered, and with what. */
  private record Asked(long begun, long answered, String page) {
    boolean isOf(String version) {
      return page.endsWith(" " + version);
    }

    boolean isPage() {
      return isOf("first") || isOf("second");
    }
  }

  private record App(String id, String host, NodeApp source) {}

  private void measure(int count, Report report) throws IOException, InterruptedException {
    List<App> apps = new ArrayList<>();
    List<Double> cutOvers = new ArrayList<>();
    Crashes crashes = new Crashes();
    List<Double> failed = new ArrayList<>();
    System.out.printf(
        "%-8s %14s %14s %14s %14s %14s%n",
        "app", "cut-over ms", "failed", "back ms", "longest wait", "failed then");
    for (int number = 1; number <= count; number++) {
      App app = make(number);
      apps.add(app);
      takeOver(app, cutOvers, failed);
      giveWay(app, crashes);
      System.out.printf(
          Locale.ROOT,
          "%-8d %14.1f %14.0f %14.1f %14.1f %14.0f%n",
          number,
          cutOvers.getLast(),
          failed.getLast(),
          crashes.returns.getLast(),
          crashes.waits.getLast(),
          crashes.failed.getLast());
    }
    List<Double> wakes = wakes(apps);
    report.figure("cut_over_ms", new Samples(cutOvers).median(), "<=50");
    report.figure("cut_over_ms_most", new Samples(cutOvers).most());
    report.figure("failed_by_switches", failed.stream().mapToDouble(one -> one).sum(), "<=0");
    report.figure("back_ms", new Samples(crashes.returns).median(), "<=1000");
    report.figure("back_ms_most", new Samples(crashes.returns).most());
    report.figure("crash_longest_wait_ms", new Samples(crashes.waits).median(), "<=1000");
    report.figure("crash_longest_wait_ms_most", new Samples(crashes.waits).most());
    report.figure(
        "failed_by_crashes", crashes.failed.stream().mapToDouble(one -> one).sum(), "<=0");
    report.figure("wake_ms", new Samples(wakes).median(), "<=1500");
    report.figure("wake_ms_most", new Samples(wakes).most());
  }

  private App make(int number) throws IOException, InterruptedException {
    NodeApp source = hosting.app("%s-%d".formatted(RUN, number));
    write(source, "first");
    JsonNode answer =
        session.post(
            "/api/v1/apps",
            "{\"name\":\"%s\",\"repo_url\":\"%s\",\"settings\":{\"memory_mb\":128,\"always_on\":false}}"
                .formatted(source.name(), source.url()));
    JsonNode made = answer.get("app");
    App app =
        new App(
            made.get("id").getStringValue(),
            made.get("slug").getStringValue() + ".localhost",
            source);
    hosting.docker().willBelongTo(app.id());
    until("the first version answers", () -> ask(app, "/").isOf("first"));
    until("it is written down", () -> "running".equals(status(app)));
    return app;
  }

  /**
   * Somebody who was answered by the new version knows it; nobody after him may get the old one.
   */
  private void takeOver(App app, List<Double> cutOvers, List<Double> failed)
      throws IOException, InterruptedException {
    write(app.source(), "second");
    Queue<Asked> answers = new ConcurrentLinkedQueue<>();
    try (Crowd _ = new Crowd(app, answers)) {
      session.post("/api/v1/apps/" + app.id() + "/redeploy", "");
      until("the second version answers", () -> any(answers, one -> one.isOf("second")));
      until("it is written down", () -> "running".equals(status(app)));
    }
    long first =
        answers.stream()
            .filter(one -> one.isOf("second"))
            .mapToLong(Asked::answered)
            .min()
            .orElseThrow();
    long last =
        answers.stream()
            .filter(one -> one.isOf("first"))
            .mapToLong(Asked::begun)
            .max()
            .orElse(first);
    cutOvers.add(Math.max(0, last - first) / 1e6);
    failed.add((double) answers.stream().filter(one -> !one.isPage()).count());
  }

  /**
   * From the crash to the beginning of the first request that the version before answers; and what
   * became of whoever came in between, or was there when it happened.
   */
  private void giveWay(App app, Crashes crashes) throws InterruptedException {
    Queue<Asked> answers = new ConcurrentLinkedQueue<>();
    long crash;
    try (Crowd _ = new Crowd(app, answers)) {
      until("the second version answers", () -> any(answers, one -> one.isOf("second")));
      crash = System.nanoTime();
      var _ = ask(app, "/end");
      until("the first version answers again", () -> any(answers, one -> one.isOf("first")));
      // Some that began before, and waited for a connection, may still be on their way.
      Thread.sleep(6_000);
    }
    List<Asked> since = answers.stream().filter(one -> one.answered() > crash).toList();
    crashes.returns.add(
        (since.stream()
                    .filter(one -> one.isOf("first"))
                    .mapToLong(one -> quick(one) ? one.begun() : one.answered())
                    .min()
                    .orElseThrow()
                - crash)
            / 1e6);
    crashes.waits.add(
        since.stream().mapToLong(one -> one.answered() - one.begun()).max().orElseThrow() / 1e6);
    crashes.failed.add((double) since.stream().filter(one -> !one.isPage()).count());
    since.stream()
        .filter(one -> !one.isPage())
        .map(one -> one.page().lines().findFirst().orElse("nothing"))
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
        .forEach(
            (answer, count) -> System.out.printf("after the crash, %d times: %s%n", count, answer));
  }

  /** What people noticed of crashes, one by one. */
  private static final class Crashes {
    private final List<Double> returns = new ArrayList<>();
    private final List<Double> waits = new ArrayList<>();
    private final List<Double> failed = new ArrayList<>();
  }

  /** It was not one that waited for what was gone. */
  private static boolean quick(Asked one) {
    return one.answered() - one.begun() < 200_000_000L;
  }

  private List<Double> wakes(List<App> apps) throws InterruptedException {
    System.out.println("until all of them sleep …");
    for (App app : apps) {
      until("it sleeps", () -> isAsleep(app));
    }
    List<Double> wakes = new ArrayList<>();
    for (App app : apps) {
      Asked woken = ask(app, "/");
      if (!woken.isOf("first")) {
        throw new IllegalStateException("woken, it says " + woken.page());
      }
      wakes.add((woken.answered() - woken.begun()) / 1e6);
      System.out.printf(Locale.ROOT, "woken after %.0f ms%n", wakes.getLast());
    }
    return wakes;
  }

  private boolean isAsleep(App app) {
    return look(app).get("sleeping").getBooleanValue();
  }

  /** Of what was asked for last. */
  private String status(App app) {
    return look(app).get("deployment").get("state").getStringValue();
  }

  private JsonNode look(App app) {
    try {
      return session.get("/api/v1/apps/" + app.id());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void write(NodeApp source, String version) throws IOException {
    source
        .author()
        .write(
            "server.js",
            """
            const answer = (request, response) =>
              request.url === '/end' && '%2$s' === 'second'
                ? process.exit(1) : response.end('%1$s %2$s');
            require('http').createServer(answer).listen(process.env.PORT);
            process.on('SIGTERM', () => process.exit(0));
            """
                .formatted(source.name(), version));
    source.author().commit("Make it " + version);
  }

  /**
   * Asks for an app all the time, each time on a connection of its own, and never waits for
   * another.
   */
  private final class Crowd implements AutoCloseable {
    private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread door;
    private volatile boolean over;

    Crowd(App app, Queue<Asked> answers) {
      door =
          Thread.ofPlatform()
              .start(() -> {
                while (!over) {
                  people.execute(() -> answers.add(ask(app, "/")));
                  pause(PACE_MILLIS);
                }
              });
    }

    @Override
    public void close() {
      over = true;
      try {
        door.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      people.close();
    }
  }

  private Asked ask(App app, String path) {
    long begun = System.nanoTime();
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), hosting.router()), 5_000);
      socket.setSoTimeout(60_000);
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                  .formatted(path, app.host())
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Asked(begun, System.nanoTime(), answer);
    } catch (IOException e) {
      return new Asked(begun, System.nanoTime(), String.valueOf(e.getMessage()));
    }
  }

  private static boolean any(Queue<Asked> answers, Predicate<Asked> wanted) {
    return answers.stream().anyMatch(wanted);
  }

  private static void until(String what, BooleanSupplier reached) throws InterruptedException {
    long begin = System.nanoTime();
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() - begin > PATIENCE) {
        throw new IllegalStateException("never: " + what);
      }
      Thread.sleep(PACE_MILLIS);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      closed = true;
      hosting.close();
    }
  }

  /** For whoever is interrupted, and does not come to the end of {@link #main}. */
  private synchronized void interrupted() {
    try {
      close();
    } catch (IOException e) {
      System.err.println(e.getMessage());
    }
  }
}
