import com.sun.net.httpserver.HttpServer;
import dev.stackyn.jobs.bench.Findings;
import dev.stackyn.routing.bench.RouterBench;
import dev.stackyn.routing.bench.RouterBench.Size;
import dev.stackyn.routing.bench.TakeoverBench;
import dev.stackyn.routing.domain.Backend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
      restart(stackyn, place, environment, report);
    }
    TakeoverBench.run(20, findings(report));
    report.figure("machine_busy_percent", machine.busyPercent());
    report.print();
  }

  /** From the start of the process to the first answer of an app that was there all the time. */
  private static void restart(
      Program stackyn, Workplace place, Map<String, String> environment, Report report)
      throws IOException, InterruptedException {
    HttpServer app =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    app.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    app.start();
    Path home = Path.of(environment.get("STACKYN_HOME"));
    int port = Integer.parseInt(environment.get("STACKYN_ROUTER_PORT"));
    try {
      try (Server before = stackyn.start(environment, place.log("before"))) {
        before.await("/health/ready");
        new Product(before, port, home)
            .route(
                "localhost",
                new Backend(app.getAddress().getAddress(), app.getAddress().getPort()));
      }
      for (int start = 0; start < 3; start++) {
        try (Server after = stackyn.start(environment, place.log("after" + start))) {
          Server router = new Server(after.process(), port, after.startNanos(), after.log());
          report.figure("restart_to_answer_ms_" + start, router.await("/"));
          after.await("/health/ready");
        }
      }
    } finally {
      app.stop(0);
    }
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
