import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

  private static void compare(
      Program stackyn,
      Map<String, String> external,
      Map<String, String> embedded,
      Workplace place,
      int runs)
      throws IOException, InterruptedException {
    List<Double> outside = new ArrayList<>();
    List<Double> inside = new ArrayList<>();
    System.out.printf("%-4s %12s %12s   ms until ready%n", "run", "external", "embedded");
    for (int run = 1; run <= runs; run++) {
      outside.add(measure(stackyn, external, place.log("external")));
      inside.add(measure(stackyn, embedded, place.log("embedded")));
      System.out.printf("%-4d %12.0f %12.0f%n", run, outside.getLast(), inside.getLast());
    }
    Samples first = new Samples(outside);
    Samples second = new Samples(inside);
    System.out.printf("%-4s %12.0f %12.0f%n", "min", first.least(), second.least());
    System.out.printf("%-4s %12.0f %12.0f%n", "max", first.most(), second.most());
    Report report = new Report("startup");
    report.figure("ready_ms_p50", first.median(), "<=1200");
    report.figure("embedded_ready_ms_p50", second.median(), "<=2000");
    report.print();
  }

  private static double measure(Program stackyn, Map<String, String> environment, Path log)
      throws IOException, InterruptedException {
    try (Server server = stackyn.start(environment, log)) {
      return server.await("/health/ready");
    }
  }
}
