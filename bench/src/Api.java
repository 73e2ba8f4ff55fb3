import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * What the web app asks for, on a platform with many users: flat out, beside {@code /health/live}
 * in turn, and once more by clients that have the answers already.
 */
final class Api {
  private static final int CONNECTIONS = 16;
  private static final int ROUNDS = 3;

  /** How often the whole mix is in what one connection asks for. */
  private static final int MIXES = 10;

  private static final String EMAIL = "admin@example.com";
  private static final String PASSWORD = "correct horse battery";
  private static final Duration WARM_UP = Duration.ofSeconds(20);

  private final Server server;
  private final Duration each;
  private final HttpClient client = Session.newClient();
  private final List<Person> people = new ArrayList<>();

  private Api(Server server, Duration each) {
    this.server = server;
    this.each = each;
  }

  /** What is asked for, and how often in a mix. */
  private enum Route {
    ME(1),
    APPS(1),
    APP(4),
    DEPLOYMENTS(4),
    DEPLOYMENT(2),
    LOGS(8);

    private final int share;

    Route(int share) {
      this.share = share;
    }

    String path(Person person, Random random) {
      String app = person.apps.get(random.nextInt(person.apps.size()));
      long deployment = person.deployments.get(random.nextInt(person.deployments.size()));
      return switch (this) {
        case ME -> "/api/user/me";
        case APPS -> "/api/v1/apps";
        case APP -> "/api/v1/apps/" + app;
        case DEPLOYMENTS -> "/api/v1/apps/" + app + "/deployments";
        case DEPLOYMENT -> "/api/v1/deployments/" + deployment;
        case LOGS -> "/api/v1/deployments/" + deployment + "/logs";
      };
    }
  }

  /** Somebody at the web app, and what he can ask for. */
  private record Person(Session session, List<String> apps, List<Long> deployments) {
    Load.Question question(String path) {
      return new Load.Question(path, Map.of("Authorization", "Bearer " + session.token()), 200);
    }

    /** By somebody who shows what he has of it; some answers have no tag to show. */
    Load.Question again(String path) throws IOException, InterruptedException {
      Load.Question question = question(path);
      Map<String, String> headers = new HashMap<>(question.headers());
      session
          .answer(path)
          .headers()
          .firstValue("ETag")
          .ifPresent(tag -> headers.put("If-None-Match", tag));
      return new Load.Question(path, headers, headers.containsKey("If-None-Match") ? 304 : 200);
    }
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    Program stackyn = Program.stackyn();
    try (Workplace place = Workplace.open()) {
      Map<String, String> environment = new HashMap<>();
      environment.put("STACKYN_ADMIN_EMAIL", EMAIL);
      environment.put("STACKYN_ADMIN_PASSWORD", PASSWORD);
      // The limits would be measured.
      environment.put("STACKYN_REQUESTS_PER_SECOND", "100000");
      Path home = place.initialisedHome(stackyn, environment);
      environment.put("STACKYN_HOME", home.toString());
      try (Server server = stackyn.start(environment, place.log("api"))) {
        server.await("/health/ready");
        new Throng(1_000, 10, 50).fill(home);
        new Api(server, Duration.ofSeconds(seconds)).measure();
      }
    }
  }

  private void measure() throws IOException, InterruptedException {
    for (int i = 0; i < CONNECTIONS; i++) {
      // From all over the table.
      people.add(person(Throng.email(1 + 61 * i)));
    }
    Load live = new Load(server.port(), "/health/live", CONNECTIONS);
    Load mix = load(mixes(false));
    Load again = load(mixes(true));
    System.out.println("warming up …");
    live.flatOut(WARM_UP.dividedBy(4));
    mix.flatOut(WARM_UP);
    again.flatOut(WARM_UP.dividedBy(4));
    System.out.printf(
        "%nflat out over %d connections%n%-6s %10s %10s %8s %8s %8s %10s   %s%n",
        CONNECTIONS, "round", "live/s", "mix/s", "ratio", "p50 ms", "p99 ms", "304s/s", "busy");
    Map<String, List<Double>> found = new HashMap<>();
    for (int round = 1; round <= ROUNDS; round++) {
      Machine machine = Machine.note();
      Load.Result alive = live.flatOut(each);
      double before = server.processorSeconds();
      Load.Result mixed = mix.flatOut(each);
      double used = server.processorSeconds() - before;
      Load.Result unchanged = again.flatOut(each);
      note(found, "live", alive.perSecond());
      note(found, "mix", mixed.perSecond());
      note(found, "ratio", mixed.perSecond() / alive.perSecond());
      note(found, "p50", mixed.percentileMillis(50));
      note(found, "p99", mixed.percentileMillis(99));
      note(found, "cpu", 1e6 * used / mixed.latencies().length);
      note(found, "again", unchanged.perSecond());
      note(found, "again_ratio", unchanged.perSecond() / alive.perSecond());
      note(found, "again_p99", unchanged.percentileMillis(99));
      System.out.printf(
          "%-6d %10.0f %10.0f %8.3f %8.2f %8.2f %10.0f   %.0f %%%n",
          round,
          alive.perSecond(),
          mixed.perSecond(),
          found.get("ratio").getLast(),
          mixed.percentileMillis(50),
          mixed.percentileMillis(99),
          unchanged.perSecond(),
          machine.busyPercent());
    }
    Map<Route, Double> alone = alone();
    Report report = new Report("api");
    report.figure("live_per_s", median(found, "live"));
    report.figure("mix_per_s", median(found, "mix"));
    report.figure("mix_by_live", median(found, "ratio"), ">=0.2");
    report.figure("mix_ms_p50", median(found, "p50"));
    report.figure("mix_ms_p99", median(found, "p99"), "<=50");
    report.figure("mix_cpu_us", median(found, "cpu"));
    report.figure("unchanged_per_s", median(found, "again"));
    report.figure("unchanged_by_live", median(found, "again_ratio"));
    report.figure("unchanged_ms_p99", median(found, "again_p99"));
    alone.forEach((route, perSecond) ->
        report.figure(route.name().toLowerCase(Locale.ROOT) + "_per_s", perSecond));
    report.print();
  }

  /** Which of them costs how much. */
  private Map<Route, Double> alone() throws IOException, InterruptedException {
    System.out.printf(
        "%neach alone%n%-12s %10s %8s %8s %10s%n", "", "per s", "p50 ms", "p99 ms", "JVM");
    Map<Route, Double> perSecond = new EnumMap<>(Route.class);
    for (Route route : Route.values()) {
      Load load = load(questions(List.of(route), 20, false));
      double before = server.processorSeconds();
      Load.Result result = load.flatOut(each.dividedBy(2));
      double used = server.processorSeconds() - before;
      perSecond.put(route, result.perSecond());
      System.out.printf(
          "%-12s %10.0f %8.2f %8.2f %7.0f µs%n",
          route.name().toLowerCase(Locale.ROOT),
          result.perSecond(),
          result.percentileMillis(50),
          result.percentileMillis(99),
          1e6 * used / result.latencies().length);
    }
    return perSecond;
  }

  private Person person(String email) throws IOException, InterruptedException {
    Session session = Session.signIn(client, server.port(), email, PASSWORD);
    List<String> apps = new ArrayList<>();
    List<Long> deployments = new ArrayList<>();
    for (JsonNode app : session.get("/api/v1/apps").values()) {
      String id = app.get("id").getStringValue();
      apps.add(id);
      for (JsonNode one : session.get("/api/v1/apps/" + id + "/deployments").values()) {
        deployments.add(one.get("id").getLongValue());
      }
    }
    if (apps.size() != 10 || deployments.size() != 500) {
      throw new IOException(
          "%s has %d apps with %d deployments".formatted(email, apps.size(), deployments.size()));
    }
    return new Person(session, apps, deployments);
  }

  private Load load(List<List<Load.Question>> questions) {
    return new Load(server.port(), CONNECTIONS, questions::get);
  }

  private List<List<Load.Question>> mixes(boolean again) throws IOException, InterruptedException {
    List<Route> mix = new ArrayList<>();
    for (Route route : Route.values()) {
      mix.addAll(Collections.nCopies(route.share, route));
    }
    return questions(mix, MIXES, again);
  }

  /** What each connection asks for, every one of another person's, in an order of its own. */
  private List<List<Load.Question>> questions(List<Route> routes, int times, boolean again)
      throws IOException, InterruptedException {
    List<List<Load.Question>> all = new ArrayList<>();
    for (int connection = 0; connection < CONNECTIONS; connection++) {
      Random random = new Random(connection);
      Person person = people.get(connection);
      List<Load.Question> questions = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        List<Route> shuffled = new ArrayList<>(routes);
        Collections.shuffle(shuffled, random);
        for (Route route : shuffled) {
          String path = route.path(person, random);
          questions.add(again ? person.again(path) : person.question(path));
        }
      }
      all.add(questions);
    }
    return all;
  }

  private static void note(Map<String, List<Double>> found, String name, double value) {
    found.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
  }

  private static double median(Map<String, List<Double>> found, String name) {
    return new Samples(found.get(name)).median();
  }
}
