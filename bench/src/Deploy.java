import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * From the wish to the first answer of the new version: the platform beside a plain script, with
 * BuildKit and with the classic builder, in turn. Each has apps of its own, or one would find the
 * other's layers.
 */
final class Deploy implements AutoCloseable {
  /** The process's number, so that two benches on one engine do not meet. */
  private static final String RUN = "bench" + ProcessHandle.current().pid();

  private final Hosting hosting;
  private final Docker docker;
  private final Workplace place;
  private final Session session;
  private final Map<String, List<Double>> found = new LinkedHashMap<>();
  private boolean closed;

  private Deploy(Hosting hosting, Workplace place) {
    this.hosting = hosting;
    this.docker = hosting.docker();
    this.place = place;
    this.session = hosting.session();
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    Docker docker = Docker.find();
    try (Workplace place = Workplace.open();
        Deploy bench =
            new Deploy(Hosting.open(docker, Program.stackyn(), place, Map.of()), place)) {
      Runtime.getRuntime().addShutdownHook(new Thread(bench::interrupted));
      bench.measureOrTell(rounds);
    }
  }

  private void measureOrTell(int rounds) throws IOException, InterruptedException {
    try {
      measure(rounds);
    } catch (IOException e) {
      hosting.complain();
      throw e;
    }
  }

  /** What is done once by all of them. */
  private interface Turn {
    void run() throws IOException, InterruptedException;
  }

  private void measure(int rounds) throws IOException, InterruptedException {
    System.out.println("a round to warm up …");
    round(0);
    found.clear();
    System.out.printf(
        "%nmilliseconds until the new version answers%n%-14s %-6s %10s %10s %10s%n",
        "", "round", "stackyn", "BuildKit", "classic");
    Machine machine = Machine.note();
    for (int number = 1; number <= rounds; number++) {
      round(number);
      for (String what : List.of("first", "change", "same")) {
        System.out.printf(
            Locale.ROOT,
            "%-14s %-6d %10.0f %10.0f %10.0f%n",
            what,
            number,
            last(what + "_ours"),
            last(what + "_buildkit"),
            last(what + "_classic"));
      }
      System.out.printf(Locale.ROOT, "%-14s %-6d %10.0f%n", "rollback", number, last("rollback"));
    }
    Report report = new Report("deploy");
    compare(report, "first", "buildkit", "<=1.25");
    compare(report, "change", "buildkit", "<=1.0");
    compare(report, "change", "classic", "<=1.0");
    compare(report, "same", "buildkit", "<=0.5");
    compare(report, "same", "classic", "<=0.5");
    report.figure("rollback_ms", median("rollback"), "<=1500");
    report.figure("log_ms_p50", median("log"), "<=150");
    report.figure("log_ms_most", new Samples(found.get("log")).most());
    report.figure("change_whole_buildkit_ms", median("change_whole_buildkit"));
    report.figure("machine_busy_percent", machine.busyPercent());
    report.print();
  }

  private void compare(Report report, String what, String builder, String target) {
    List<Double> ours = found.get(what + "_ours");
    List<Double> others = found.get(what + "_" + builder);
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      ratios.add(ours.get(i) / others.get(i));
    }
    report.figure(what + "_ms", median(what + "_ours"));
    report.figure(what + "_" + builder + "_ms", median(what + "_" + builder));
    report.figure(what + "_by_" + builder, new Samples(ratios).median(), target);
  }

  /** An app for each of the three, from its first deployment to its end. */
  private void round(int number) throws IOException, InterruptedException {
    NodeApp mine = app("ours", number);
    NodeApp modern = app("buildkit", number);
    NodeApp plain = app("classic", number);
    Script buildKit = new Script(docker, place.folder(), modern.url(), modern.name(), true);
    Script classic = new Script(docker, place.folder(), plain.url(), plain.name(), false);
    Tenant[] tenant = new Tenant[1];
    inTurn(
        number,
        () -> {
          Tenant.Made made = Tenant.make(session, docker, hosting.router(), mine, "first");
          tenant[0] = made.tenant();
          note("first_ours", made.times().answered());
        },
        () -> note("first_buildkit", buildKit.deploy(modern.shows("first")).answered()),
        () -> note("first_classic", classic.deploy(plain.shows("first")).answered()));
    long first = tenant[0].deployment();
    for (NodeApp app : List.of(mine, modern, plain)) {
      app.change("second");
    }
    String[] page = new String[1];
    inTurn(
        number,
        () -> {
          Tenant.Times times = tenant[0].redeploy(mine.shows("second"));
          page[0] = times.page();
          note("log", times.log());
          note("change_ours", times.answered());
        },
        () -> {
          Script.Times times = buildKit.deploy(modern.shows("second"));
          note("change_buildkit", times.answered());
          note("change_whole_buildkit", times.whole());
        },
        () -> note("change_classic", classic.deploy(plain.shows("second")).answered()));
    inTurn(
        number,
        () -> {
          // Another process answers with the same version.
          Tenant.Times times =
              tenant[0].redeploy(mine.shows("second").and(shown -> !shown.equals(page[0])));
          note("log", times.log());
          note("same_ours", times.answered());
        },
        () -> note("same_buildkit", buildKit.deploy(modern.shows("second")).answered()),
        () -> note("same_classic", classic.deploy(plain.shows("second")).answered()));
    note("rollback", tenant[0].rollBack(first, mine.shows("first")).answered());
    tenant[0].delete();
    buildKit.end();
    classic.end();
  }

  private NodeApp app(String whose, int number) throws IOException {
    return hosting.app("%s-%s-%d".formatted(RUN, whose, number));
  }

  /** Each round another one begins. */
  private static void inTurn(int number, Turn... turns) throws IOException, InterruptedException {
    List<Turn> order = new ArrayList<>(List.of(turns));
    Collections.rotate(order, number);
    for (Turn turn : order) {
      turn.run();
    }
  }

  private void note(String name, double millis) {
    found.computeIfAbsent(name, _ -> new ArrayList<>()).add(millis);
  }

  private double last(String name) {
    return found.get(name).getLast();
  }

  private double median(String name) {
    return new Samples(found.get(name)).median();
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
    if (closed) {
      return;
    }
    try {
      close();
      place.close();
    } catch (IOException e) {
      System.err.println(e.getMessage());
    }
  }
}
