import dev.stackyn.jobs.bench.Findings;
import dev.stackyn.routing.bench.RouterBench;
import dev.stackyn.routing.bench.RouterBench.Size;
import dev.stackyn.routing.bench.TakeoverBench;
import dev.stackyn.routing.domain.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The router within the running product, beside nginx, HAProxy and Caddy; then takeovers in this
 * process, where a switch can be asked for and timed. What is measured is in the test tree.
 */
final class Router {
  private static final int ROUNDS = 5;
  private static final int RESTARTS = 5;
  private static final int MANY = 100_000;

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
      // Nothing is to stay behind in the host's packet filter.
      environment.put("STACKYN_WALL", "off");
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

  /**
   * From the start of the process to the first answer of an app that was there all the time, in a
   * container that the engine knows; then the same among very many routes.
   */
  private static void restart(
      Program stackyn, Workplace place, Map<String, String> environment, Report report)
      throws IOException, InterruptedException {
    UUID app = UUID.randomUUID();
    Docker docker = Docker.find();
    Hosting.Base base = Hosting.Base.find(docker);
    try {
      docker.willBelongTo(app.toString());
      Backend backend;
      try (Server before = stackyn.start(environment, place.log("before"))) {
        before.await("/health/ready");
        Product product = product(before, environment);
        backend = container(docker, base, app, product.instance());
        product.crowd(0, backend);
        product.route(app, "localhost", backend);
      }
      report.figure(
          "restart_to_answer_ms", restarts(stackyn, place, environment).median(), "<=1000");
      try (Server between = stackyn.start(environment, place.log("between"))) {
        between.await("/health/ready");
        product(between, environment).crowd(MANY, backend);
      }
      report.figure(
          "restart_among_%d_ms".formatted(MANY),
          restarts(stackyn, place, environment).median(),
          "<=1000");
    } finally {
      docker.close();
      if (base.ours()) {
        docker.run("rmi", base.name());
      }
    }
  }

  private static Samples restarts(Program stackyn, Workplace place, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<Double> millis = new ArrayList<>();
    for (int start = 0; start < RESTARTS; start++) {
      try (Server after = stackyn.start(environment, place.log("after" + start))) {
        millis.add(after.at(port(environment)).await("/"));
        after.await("/health/ready");
      }
    }
    System.out.println("restarts, until the first answer: " + millis);
    return new Samples(millis);
  }

  /** One that answers, as the platform would have made it for the app. */
  private static Backend container(Docker docker, Hosting.Base base, UUID app, String instance)
      throws IOException {
    String id =
        docker.run(
            "run",
            "--detach",
            "--label=stackyn.app=" + app,
            "--label=stackyn.deployment=1",
            "--label=stackyn.purpose=serve",
            "--label=stackyn.instance=" + instance,
            base.name(),
            "node",
            "-e",
            "require('http').createServer((request, response) => response.end()).listen(8080)");
    String address =
        docker.run(
            "inspect", "--format={{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", id);
    return Backend.at(address, 8080);
  }

  private static Product product(Server server, Map<String, String> environment) {
    return new Product(server, port(environment), Path.of(environment.get("STACKYN_HOME")));
  }

  private static int port(Map<String, String> environment) {
    return Integer.parseInt(environment.get("STACKYN_ROUTER_PORT"));
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
