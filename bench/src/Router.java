import dev.stackyn.jobs.bench.Findings;
import dev.stackyn.routing.bench.RouterBench;
import dev.stackyn.routing.bench.RouterBench.Size;
import dev.stackyn.routing.bench.TakeoverBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The router within the running product, beside nginx, HAProxy and Caddy; then takeovers in this
 * process, where a switch can be asked for and timed. What is measured is in the test tree.
 */
final class Router {
  private static final int ROUNDS = 5;

  private Router() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = arguments.length == 0 ? ROUNDS : Integer.parseInt(arguments[0]);
    Report report = new Report("router");
    Machine machine = Machine.note();
    Program stackyn = Program.stackyn();
    try (Workplace place = Workplace.open()) {
      Map<String, String> environment = new HashMap<>();
      Path home = place.initialisedHome(stackyn, environment);
      int port = Server.freePort();
      environment.put("STACKYN_HOME", home.toString());
      environment.put("STACKYN_ROUTER_HOST", "127.0.0.1");
      environment.put("STACKYN_ROUTER_PORT", String.valueOf(port));
      try (Server server = stackyn.start(environment, place.log("router"))) {
        server.await("/health/ready");
        Path folder = Files.createDirectory(place.folder().resolve("contest"));
        new RouterBench(
                Size.full(rounds), folder, new Product(server, port, home), findings(report))
            .run();
      }
    }
    TakeoverBench.run(20, findings(report));
    report.figure("machine_busy_percent", machine.busyPercent());
    report.print();
  }

  private static Findings findings(Report report) {
    return new Findings() {
      @Override
      public void say(String line) {
        System.out.println(line);
      }

      @Override
      public void figure(String name, double value) {
        report.figure(name, value);
      }

      @Override
      public void figure(String name, double value, String target) {
        report.figure(name, value, target);
      }
    };
  }
}
