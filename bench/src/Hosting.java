import dev.stackyn.testing.BaseImages;
import dev.stackyn.testing.GitWebServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A platform that hosts apps on a real engine, their repositories behind HTTP, and somebody who may
 * do everything. What is made on the engine is gone in the end.
 *
 * @param base the image that the apps stand on
 */
record Hosting(
    Docker docker,
    Base base,
    Path repositories,
    GitWebServer git,
    int router,
    Server server,
    Session session)
    implements AutoCloseable {
  private static final String EMAIL = "admin@example.com";
  private static final String PASSWORD = "correct horse battery";

  /** An image, and whether it was there before. */
  record Base(String name, boolean ours) {
    static Base find(Docker docker) throws IOException {
      String before = docker.run("images", "-q");
      String name = BaseImages.node();
      return new Base(name, !docker.run("images", "-q").equals(before));
    }
  }

  static Hosting open(Docker docker, Program stackyn, Workplace place, Map<String, String> settings)
      throws IOException, InterruptedException {
    Base base = Base.find(docker);
    Path repositories = Files.createDirectory(place.folder().resolve("repositories"));
    int router = Server.freePort();
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("STACKYN_ADMIN_EMAIL", EMAIL);
    environment.put("STACKYN_ADMIN_PASSWORD", PASSWORD);
    environment.put("STACKYN_GIT_ALLOWED_HOSTS", "127.0.0.0/8");
    environment.put("STACKYN_NETWORKS", "10.214.0.0/16");
    // Nothing is to stay behind, in the host's packet filter either.
    environment.put("STACKYN_WALL", "off");
    // What has gone is not to take processors from what is measured next.
    environment.putIfAbsent("STACKYN_WATCH_WINDOW", "0");
    environment.put("STACKYN_REQUESTS_PER_SECOND", "100000");
    environment.put("STACKYN_DEFAULT_PLAN_LIMITS", "apps=100,memory_mb=65536,builds=4");
    Path home = place.initialisedHome(stackyn, environment);
    environment.put("STACKYN_HOME", home.toString());
    environment.put("STACKYN_ROUTER_HOST", "127.0.0.1");
    environment.put("STACKYN_ROUTER_PORT", String.valueOf(router));
    GitWebServer git = GitWebServer.of(repositories);
    Server server = stackyn.start(environment, place.log("hosting"));
    try {
      server.await("/health/ready");
      Session session = Session.signIn(Session.newClient(), server.port(), EMAIL, PASSWORD);
      return new Hosting(docker, base, repositories, git, router, server, session);
    } catch (IOException | InterruptedException e) {
      try (git;
          server) {
        throw e;
      }
    }
  }

  NodeApp app(String name) throws IOException {
    return NodeApp.in(repositories, git, name, base.name());
  }

  /** The platform's log goes with the workplace: what it complains of is told before. */
  void complain() throws IOException {
    try (Stream<String> lines = Files.lines(server.log())) {
      lines.filter(line -> !line.contains("\"level\":\"INFO\"")).forEach(System.err::println);
    }
  }

  /** The platform first: it would bring back what is taken from it. */
  @Override
  public void close() throws IOException {
    try {
      server.close();
    } finally {
      git.close();
      docker.close();
      if (base.ours()) {
        docker.run("rmi", base.name());
      }
    }
  }
}
