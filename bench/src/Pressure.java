import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What people notice of others' builds: how long the web app's first request takes while a build
 * wants all there is, and while many apps are pushed at once.
 */
final class Pressure {
  private static final String RUN = "load" + ProcessHandle.current().pid();
  private static final int CONNECTIONS = 4;
  private static final int PER_SECOND = 40;

  /** Apps that are not counted: what is done for the first time is slow. */
  private static final int WARM_UP = 4;

  /** Enough to be far from what the platform needs, little enough for any machine. */
  private static final String MEMORY = "2GB";

  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final Duration SLICE = Duration.ofSeconds(2);

  private final Hosting hosting;
  private final Load load;
  private final List<String> apps = new ArrayList<>();

  private Pressure(Hosting hosting) {
    this.hosting = hosting;
    Map<String, String> headers = Map.of("Authorization", "Bearer " + hosting.session().token());
    this.load =
        new Load(
            hosting.server().port(),
            CONNECTIONS,
            _ -> List.of(new Load.Question("/api/v1/apps", headers, 200)));
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int pushed = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50;
    Map<String, String> settings = Map.of("STACKYN_BUILD_MEMORY", MEMORY);
    try (Workplace place = Workplace.open();
        Hosting hosting = Hosting.open(Docker.find(), Program.stackyn(), place, settings)) {
      try {
        new Pressure(hosting).measure(pushed);
      } catch (IOException e) {
        hosting.complain();
        throw e;
      }
    }
  }

  private void measure(int pushed) throws IOException, InterruptedException {
    System.out.println("warming up …");
    load.flatOut(Duration.ofSeconds(10));
    push("warm", WARM_UP);
    delete();
    Report report = new Report("load");
    Machine machine = Machine.note();
    Load.Result idle = load.atRate(PER_SECOND, Duration.ofSeconds(15));
    say("idle", idle, machine);
    double before = residentMegabytes();

    machine = Machine.note();
    Watched greedy = greedy();
    say("greedy build", greedy.result(), machine);
    if (!greedy.endings().equals(List.of("MEMORY_LIMIT_EXCEEDED"))) {
      throw new IOException("the greedy build ended otherwise: " + greedy.endings());
    }

    machine = Machine.note();
    long begin = System.nanoTime();
    Watched many = push("pushed", pushed);
    double seconds = (System.nanoTime() - begin) / 1e9;
    say(pushed + " apps", many.result(), machine);
    long failed = many.endings().stream().filter(ending -> !ending.equals("running")).count();
    double after = residentMegabytes();
    delete();

    report.figure("idle_ms_p99", idle.percentileMillis(99));
    report.figure("greedy_ms_p50", greedy.result().percentileMillis(50));
    report.figure("greedy_ms_p99", greedy.result().percentileMillis(99), "<=100");
    report.figure("pushed", pushed);
    report.figure("pushed_failed", failed, "<=0");
    report.figure("pushed_seconds", seconds);
    report.figure("pushed_ms_p50", many.result().percentileMillis(50));
    report.figure("pushed_ms_p99", many.result().percentileMillis(99), "<=100");
    report.figure("jvm_rss_mb_before", before);
    report.figure("jvm_rss_mb_after", after, "<=512");
    report.print();
  }

  /** What was asked meanwhile, and how the deployments ended: with their status, or their code. */
  private record Watched(Load.Result result, List<String> endings) {}

  /**
   * Every processor spins, and memory is taken until there is no more to be had: a bit at a time,
   * so that it takes as long as there is to be measured.
   */
  private Watched greedy() throws IOException, InterruptedException {
    NodeApp app = hosting.app(RUN + "-greedy");
    app.author()
        .write(
            "Dockerfile",
            """
            FROM %s
            WORKDIR /app
            COPY . .
            RUN node greedy.js
            CMD ["node", "server.js"]
            """
                .formatted(hosting.base().name()))
        .write(
            "greedy.js",
            """
            const {Worker, isMainThread} = require('worker_threads');
            if (isMainThread) {
              for (let i = 0; i < 8; i++) new Worker(__filename);
              const taken = [];
              setInterval(() => taken.push(Buffer.alloc(16 << 20, 1)), 100);
            } else {
              for (;;) Math.random();
            }
            """);
    app.change("greedy");
    return whileDeployed(List.of(make(app)));
  }

  private Watched push(String word, int count) throws IOException, InterruptedException {
    List<NodeApp> pushed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pushed.add(hosting.app("%s-%s-%d".formatted(RUN, word, i)));
    }
    return whileDeployed(made(pushed));
  }

  /** By as many people at once as there are apps. */
  private List<Long> made(List<NodeApp> pushed) throws IOException, InterruptedException {
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> asked =
          pushed.stream().map(app -> people.submit(() -> make(app))).toList();
      List<Long> deployments = new ArrayList<>();
      for (Future<Long> one : asked) {
        deployments.add(one.get());
      }
      return deployments;
    } catch (ExecutionException e) {
      throw new IOException("an app was not taken", e.getCause());
    }
  }

  private long make(NodeApp app) throws IOException, InterruptedException {
    JsonNode answer =
        hosting
            .session()
            .post(
                "/api/v1/apps",
                "{\"name\":\"%s\",\"repo_url\":\"%s\",\"settings\":{\"memory_mb\":128}}"
                    .formatted(app.name(), app.url()));
    String id = answer.get("app").get("id").getStringValue();
    synchronized (apps) {
      apps.add(id);
    }
    hosting.docker().willBelongTo(id);
    return answer.get("deployment").get("id").getLongValue();
  }

  private Watched whileDeployed(List<Long> deployments) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    List<Load.Result> slices = new ArrayList<>();
    while (true) {
      slices.add(load.atRate(PER_SECOND, SLICE));
      List<String> endings = new ArrayList<>();
      for (long deployment : deployments) {
        endings.add(ending(deployment));
      }
      if (!endings.contains("")) {
        return new Watched(whole(slices), endings);
      }
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IOException("they do not end: " + endings);
      }
    }
  }

  /** Nothing while it goes on. */
  private String ending(long deployment) throws IOException, InterruptedException {
    JsonNode found = hosting.session().get("/api/v1/deployments/" + deployment);
    String status = found.get("status").getStringValue();
    return switch (status) {
      case "running", "cancelled", "stopped" -> status;
      case "failed" -> found.get("error_code").getStringValue();
      default -> "";
    };
  }

  private static Load.Result whole(List<Load.Result> slices) {
    long[] all =
        slices.stream().flatMapToLong(slice -> Arrays.stream(slice.latencies())).sorted().toArray();
    return new Load.Result(all, slices.stream().mapToDouble(Load.Result::seconds).sum());
  }

  private void delete() throws IOException, InterruptedException {
    for (String app : apps) {
      hosting.session().delete("/api/v1/apps/" + app);
    }
    long begin = System.nanoTime();
    for (String app : apps) {
      while (hosting.docker().containers(app) > 0) {
        if (System.nanoTime() - begin > PATIENCE.toNanos()) {
          throw new IOException("the containers of app " + app + " stay");
        }
        Thread.sleep(50);
      }
    }
    apps.clear();
  }

  private double residentMegabytes() throws IOException {
    return Memory.megabytes(hosting.server().process().pid(), "Rss:");
  }

  private static void say(String what, Load.Result result, Machine machine) throws IOException {
    System.out.printf(
        Locale.ROOT,
        "%-14s %6d requests   p50 %6.1f ms   p99 %6.1f ms   most %6.1f ms   machine busy %3.0f %%%n",
        what,
        result.latencies().length,
        result.percentileMillis(50),
        result.percentileMillis(99),
        result.percentileMillis(100),
        machine.busyPercent());
  }
}
