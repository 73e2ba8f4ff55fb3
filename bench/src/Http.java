import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How quickly GET /health/live is answered at 2,000 requests a second, and how many answers a
 * second there are at most, beside a bare Micronaut with the same JVM options that is asked in
 * turn.
 */
final class Http {
  private static final int RATE = 2_000;
  private static final int CONNECTIONS = 16;
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration STEADY = Duration.ofSeconds(5);
  private static final Duration FLAT_OUT = Duration.ofSeconds(2);

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 9;
    Program stackyn = Program.stackyn();
    Program hello = Program.hello();
    try (Workplace place = Workplace.open()) {
      Path home = place.initialisedHome(stackyn);
      hello.train(Map.of(), List.of("/hello"), place.log("hello"));
      try (Server ours = stackyn.start(Map.of("STACKYN_HOME", home.toString()), place.log("ours"));
          Server bare = hello.start(Map.of(), place.log("bare"))) {
        ours.await("/health/ready");
        bare.await("/hello");
        compare(
            new Side(ours, new Load(ours.port(), "/health/live", CONNECTIONS)),
            new Side(bare, new Load(bare.port(), "/hello", CONNECTIONS)),
            rounds);
      }
    }
  }

  private record Side(Server server, Load load) {
    Flow flatOut() throws IOException, InterruptedException {
      double before = server.processorSeconds();
      Load.Result result = load.flatOut(FLAT_OUT);
      double used = server.processorSeconds() - before;
      return new Flow(result.perSecond(), 1e6 * used / result.latencies().length);
    }
  }

  private record Flow(double perSecond, double processorMicros) {}

  private static void compare(Side ours, Side bare, int rounds)
      throws IOException, InterruptedException {
    System.out.println("warming up both …");
    ours.load.flatOut(WARM_UP);
    bare.load.flatOut(WARM_UP);
    System.out.printf(
        "%nlatency of stackyn at %,d requests/s (ms)%n%-6s %8s %8s %8s %8s %8s   %s%n",
        RATE, "round", "req/s", "p50", "p99", "p99.9", "max", "machine busy");
    List<Double> middle = new ArrayList<>();
    List<Double> tail = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      Machine machine = Machine.note();
      Load.Result result = ours.load.atRate(RATE, STEADY);
      middle.add(result.percentileMillis(50));
      tail.add(result.percentileMillis(99));
      System.out.printf(
          "%-6d %8.0f %8.2f %8.2f %8.2f %8.2f   %.0f %%%n",
          round,
          result.perSecond(),
          middle.getLast(),
          tail.getLast(),
          result.percentileMillis(99.9),
          result.percentileMillis(100),
          machine.busyPercent());
    }
    System.out.printf(
        "%nflat out over %d connections (requests/s, and processor time per request)%n"
            + "%-6s %10s %10s %8s %10s %10s%n",
        CONNECTIONS, "round", "stackyn", "hello", "ratio", "stackyn", "hello");
    List<Double> most = new ArrayList<>();
    List<Double> bareMost = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    List<Double> cost = new ArrayList<>();
    List<Double> bareCost = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      Flow first = ours.flatOut();
      Flow second = bare.flatOut();
      most.add(first.perSecond);
      bareMost.add(second.perSecond);
      ratios.add(first.perSecond / second.perSecond);
      cost.add(first.processorMicros);
      bareCost.add(second.processorMicros);
      System.out.printf(
          "%-6d %10.0f %10.0f %8.2f %7.0f µs %7.0f µs%n",
          round,
          first.perSecond,
          second.perSecond,
          ratios.getLast(),
          first.processorMicros,
          second.processorMicros);
    }
    Report report = new Report("http");
    report.figure("live_ms_p50", new Samples(middle).median());
    report.figure("live_ms_p99", new Samples(tail).median(), "<=10");
    report.figure("live_per_s", new Samples(most).median());
    report.figure("hello_per_s", new Samples(bareMost).median());
    report.figure("ratio", new Samples(ratios).median(), ">=0.7");
    report.figure("live_cpu_us", new Samples(cost).median());
    report.figure("hello_cpu_us", new Samples(bareCost).median());
    report.print();
  }
}
