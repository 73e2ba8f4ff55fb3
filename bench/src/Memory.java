import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the platform keeps of the machine's memory when nobody asks it anything: the JVM's resident
 * set, and the proportional set of the embedded PostgreSQL (its processes share most of theirs).
 */
final class Memory {
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
    Program stackyn = Program.stackyn();
    try (Workplace place = Workplace.open()) {
      Path home = place.initialisedHome(stackyn);
      try (Server server =
          stackyn.start(Map.of("STACKYN_HOME", home.toString()), place.log("stackyn"))) {
        server.await("/health/ready");
        System.out.printf("idle for %d s …%n%n", seconds);
        Thread.sleep(seconds * 1_000L);
        report(server.process().pid(), postmaster(home));
      }
    }
  }

  private static void report(long jvm, long postmaster) throws IOException {
    List<Long> servers =
        Stream.concat(
                Stream.of(postmaster),
                ProcessHandle.of(postmaster).stream()
                    .flatMap(ProcessHandle::descendants)
                    .map(ProcessHandle::pid))
            .toList();
    double postgres = 0;
    System.out.printf("%-8s %10s %10s   %s%n", "pid", "RSS MB", "PSS MB", "process");
    print(jvm);
    for (long pid : servers) {
      print(pid);
      postgres += megabytes(pid, "Pss:");
    }
    Report report = new Report("memory");
    report.figure("jvm_rss_mb", megabytes(jvm, "Rss:"), "<=200");
    report.figure("jvm_anonymous_mb", megabytes(jvm, "Anonymous:"));
    report.figure("postgres_pss_mb", postgres, "<=80");
    report.figure("postgres_processes", servers.size());
    report.print();
  }

  private static void print(long pid) throws IOException {
    System.out.printf(
        "%-8d %10.1f %10.1f   %s%n",
        pid, megabytes(pid, "Rss:"), megabytes(pid, "Pss:"), title(pid));
  }

  static double megabytes(long pid, String field) throws IOException {
    try (Stream<String> lines = Files.lines(proc(pid, "smaps_rollup"))) {
      return lines
              .filter(line -> line.startsWith(field))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum()
          / 1024.0;
    } catch (NoSuchFileException e) {
      return 0; // the process has ended since it was listed
    }
  }

  private static String title(long pid) throws IOException {
    String title = Files.readString(proc(pid, "cmdline")).replace('\0', ' ').strip();
    return title.length() > 60 ? title.substring(0, 60) + "…" : title;
  }

  private static long postmaster(Path home) throws IOException {
    Path about = home.resolve("postgres").resolve("data").resolve("postmaster.pid");
    return Long.parseLong(Files.readAllLines(about).getFirst().strip());
  }

  private static Path proc(long pid, String file) {
    return Path.of("/proc", String.valueOf(pid), file);
  }
}
