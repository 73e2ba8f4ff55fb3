import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether the time an answer takes tells that an account exists, for signing in and for a forgotten
 * password; and how the platform stands a flood of sign-ins, each of which costs a hash on purpose.
 */
final class SignIn {
  private static final Duration FLOOD = Duration.ofSeconds(8);
  private static final int CLIENTS = 32;
  private static final int LIVE_RATE = 200;
  private static final Pattern CODE = Pattern.compile(": (\\d{6})\\s");

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger visitors = new AtomicInteger();
  private final Server server;
  private final Path mail;

  private SignIn(Server server, Path home) {
    this.server = server;
    this.mail = home.resolve("mail");
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int accounts = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 24;
    Program stackyn = Program.stackyn();
    try (Workplace place = Workplace.open()) {
      Path home = place.initialisedHome(stackyn);
      Map<String, String> environment =
          Map.of(
              "STACKYN_HOME", home.toString(),
              // Each request comes from an address of its own, or the limits would be measured.
              "STACKYN_TRUSTED_PROXIES", "127.0.0.1/32",
              "STACKYN_SIGN_INS_PER_MINUTE", "100000");
      try (Server server = stackyn.start(environment, place.log("sign-in"))) {
        server.await("/health/ready");
        new SignIn(server, home).measure(accounts);
      }
    }
  }

  private void measure(int accounts) throws IOException, InterruptedException {
    List<String> known = new ArrayList<>();
    for (int i = 0; i < accounts; i++) {
      known.add(signUp("known" + i + "@example.com"));
    }
    double signIn = compare("login", known, 4, "{\"email\":\"%s\",\"password\":\"not the one\"}");
    double forgot = compare("forgot-password", known, 3, "{\"email\":\"%s\"}");
    Report report = new Report("sign-in");
    report.figure("login_known_by_unknown", signIn, "<=1.1");
    report.figure("login_unknown_by_known", 1 / signIn, "<=1.1");
    report.figure("forgot_known_by_unknown", forgot, "<=1.25");
    report.figure("forgot_unknown_by_known", 1 / forgot, "<=1.25");
    flood(report);
    report.print();
  }

  /** The ratio of the medians, known to unknown; the two are asked for in turn. */
  private double compare(String path, List<String> known, int rounds, String body)
      throws IOException, InterruptedException {
    List<Double> ofKnown = new ArrayList<>();
    List<Double> ofUnknown = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < known.size(); i++) {
        String nobody = "unknown%d-%d@example.com".formatted(round, i);
        ofKnown.add(millis("/api/auth/" + path, body.formatted(known.get(i))));
        ofUnknown.add(millis("/api/auth/" + path, body.formatted(nobody)));
      }
    }
    // The first round pays for what is loaded and compiled on the way.
    Samples one = new Samples(ofKnown.subList(known.size(), ofKnown.size()));
    Samples other = new Samples(ofUnknown.subList(known.size(), ofUnknown.size()));
    System.out.printf(
        "%-16s known %7.2f ms   unknown %7.2f ms   (medians of %d)%n",
        path, one.median(), other.median(), ofKnown.size() - known.size());
    return one.median() / other.median();
  }

  private void flood(Report report) throws IOException, InterruptedException {
    Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
    long end = System.nanoTime() + FLOOD.toNanos();
    Load.Result live;
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CLIENTS; i++) {
        int number = i;
        clients.submit(() -> {
          for (int n = 0; System.nanoTime() < end; n++) {
            String body =
                "{\"email\":\"flood%d-%d@example.com\",\"password\":\"not the one\"}"
                    .formatted(number, n);
            int status = post("/api/auth/login", body).statusCode();
            answers.computeIfAbsent(status, s -> new AtomicInteger()).incrementAndGet();
          }
          return null;
        });
      }
      live = new Load(server.port(), "/health/live", 2).atRate(LIVE_RATE, FLOOD.minusSeconds(2));
    }
    int hashed = answers.getOrDefault(401, new AtomicInteger()).get();
    System.out.printf(
        "%nflood of %d clients: answers by status %s; /health/live at %d/s meanwhile: p50 %.1f ms, p99 %.1f ms%n",
        CLIENTS,
        new TreeMap<>(answers),
        LIVE_RATE,
        live.percentileMillis(50),
        live.percentileMillis(99));
    report.figure("flood_sign_ins_per_s", hashed / (double) FLOOD.toSeconds());
    report.figure("flood_live_ms_p50", live.percentileMillis(50), "<=20");
    report.figure("flood_live_ms_p99", live.percentileMillis(99), "<=100");
  }

  private String signUp(String email) throws IOException, InterruptedException {
    HttpResponse<String> sent = post("/api/auth/send-otp", "{\"email\":\"" + email + "\"}");
    if (sent.statusCode() != 200) {
      throw new IOException("no code for " + email + ": " + sent.body());
    }
    String body =
        "{\"email\":\"%s\",\"otp\":\"%s\",\"password\":\"correct horse battery\"}"
            .formatted(email, code(email));
    HttpResponse<String> answer = post("/api/auth/verify-otp", body);
    if (answer.statusCode() != 200) {
      throw new IOException("no sign-up for " + email + ": " + answer.body());
    }
    return email;
  }

  /** The letter is written after the answer. */
  private String code(String email) throws IOException, InterruptedException {
    for (int patience = 0; patience < 1_000; patience++) {
      if (Files.isDirectory(mail)) {
        try (Stream<Path> letters = Files.list(mail)) {
          for (Path letter : letters.filter(f -> f.toString().endsWith(".eml")).toList()) {
            String text = Files.readString(letter);
            Matcher code = CODE.matcher(text);
            if (text.contains(email) && code.find()) {
              Files.delete(letter);
              return code.group(1);
            }
          }
        }
      }
      Thread.sleep(5);
    }
    throw new IOException("no letter came for " + email);
  }

  private double millis(String path, String body) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    int status = post(path, body).statusCode();
    double millis = (System.nanoTime() - begin) / 1e6;
    if (status != 200 && status != 401) {
      throw new IOException(path + " was answered with " + status);
    }
    return millis;
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    int visitor = visitors.incrementAndGet();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .header("Content-Type", "application/json")
            .header("X-Forwarded-For", "198.51.%d.%d".formatted(visitor / 200 % 200, visitor % 200))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
