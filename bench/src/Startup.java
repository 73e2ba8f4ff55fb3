import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * From the start of the process to the first 200 on /health/ready, with a home that is initialised:
 * beside a PostgreSQL that runs already, and with the embedded one, which has to start as well.
 */
final class Startup {
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 9;
    Program stackyn = Program.stackyn();
    try (Workplace place = Workplace.open()) {
      Path home = place.initialisedHome(stackyn);
      Path other = Files.createDirectory(place.folder().resolve("external"));
      try (Postgres postgres = Postgres.start(home, other)) {
        Map<String, String> embedded = Map.of("STACKYN_HOME", home.toString());
        Map<String, String> external =
            Map.of(
                "STACKYN_HOME",
                Files.createDirectory(other.resolve("home")).toString(),
                "DATABASE_URL",
                postgres.url());
        measure(stackyn, external, place.log("external"));
        compare(stackyn, external, embedded, place, runs);
      }
    }
  }

  private record Start(double millis, double processorMillis) {}

  private static void compare(
      Program stackyn,
      Map<String, String> external,
      Map<String, String> embedded,
      Workplace place,
      int runs)
      throws IOException, InterruptedException {
    List<Start> outside = new ArrayList<>();
    List<Start> inside = new ArrayList<>();
    System.out.printf(
        "%nuntil ready (ms, and ms of processor time)%n%-4s %10s %10s %10s %10s   %s%n",
        "run", "external", "cpu", "embedded", "cpu", "machine busy");
    for (int run = 1; run <= runs; run++) {
      Machine machine = Machine.note();
      outside.add(measure(stackyn, external, place.log("external")));
      inside.add(measure(stackyn, embedded, place.log("embedded")));
      System.out.printf(
          "%-4d %10.0f %10.0f %10.0f %10.0f   %.0f %%%n",
          run,
          outside.getLast().millis,
          outside.getLast().processorMillis,
          inside.getLast().millis,
          inside.getLast().processorMillis,
          machine.busyPercent());
    }
    Report report = new Report("startup");
    report.figure("ready_ms_p50", of(outside, Start::millis).median(), "<=1200");
    report.figure("ready_ms_min", of(outside, Start::millis).least());
    report.figure("ready_cpu_ms_p50", of(outside, Start::processorMillis).median());
    report.figure("embedded_ready_ms_p50", of(inside, Start::millis).median(), "<=2000");
    report.figure("embedded_ready_ms_min", of(inside, Start::millis).least());
    report.figure("embedded_ready_cpu_ms_p50", of(inside, Start::processorMillis).median());
    report.print();
  }

  private static Samples of(List<Start> starts, Function<Start, Double> figure) {
    return new Samples(starts.stream().map(figure).toList());
  }

  private static Start measure(Program stackyn, Map<String, String> environment, Path log)
      throws IOException, InterruptedException {
    try (Server server = stackyn.start(environment, log)) {
      double millis = server.await("/health/ready");
      return new Start(millis, server.processorSeconds() * 1_000);
    }
  }
}
