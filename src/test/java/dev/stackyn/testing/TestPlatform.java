package dev.stackyn.testing;

import dev.stackyn.Platform;
import dev.stackyn.Settings;
import dev.stackyn.identity.domain.Caller;
import dev.stackyn.identity.domain.Email;
import dev.stackyn.identity.domain.Password;
import dev.stackyn.identity.domain.PasswordHash;
import dev.stackyn.identity.domain.Passwords;
import dev.stackyn.identity.domain.Profiles;
import dev.stackyn.identity.domain.Role;
import dev.stackyn.identity.domain.SignUps;
import dev.stackyn.identity.domain.Users;
import dev.stackyn.kernel.Scope;
import dev.stackyn.kernel.UserId;
import dev.stackyn.platform.domain.DatabaseSettings;
import dev.stackyn.platform.domain.Variables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A whole platform in this process on a database of its own, configured as in production: by
 * environment variables.
 */
public final class TestPlatform implements AutoCloseable {
  public static final String ADMIN_EMAIL = "admin@example.com";
  public static final String ADMIN_PASSWORD = "correct horse battery";

  private final Path home;
  private final FakeDocker docker;
  private final Platform platform;
  private final Map<String, String> environment;
  private final HttpClient client = HttpClient.newHttpClient();

  private TestPlatform(
      Path home, FakeDocker docker, Platform platform, Map<String, String> environment) {
    this.home = home;
    this.docker = docker;
    this.platform = platform;
    this.environment = environment;
  }

  public static TestPlatform start() {
    return start(Map.of());
  }

  /** Starts with the given variables over those that make a test quick and alone. */
  public static TestPlatform start(Map<String, String> environment) {
    try {
      Path home = Files.createTempDirectory("stackyn-test-home");
      FakeDocker docker = FakeDocker.start();
      Map<String, String> all = new HashMap<>();
      all.put("STACKYN_HOME", home.toString());
      all.put("SERVER_HOST", "127.0.0.1");
      all.put("PORT", "0");
      all.put("STACKYN_ROUTER_HOST", "127.0.0.1");
      all.put("STACKYN_ROUTER_PORT", "0");
      all.put("DOCKER_HOST", docker.host().toString());
      all.put("STACKYN_SHUTDOWN_GRACE", "5s");
      // Who wants to see what has gone does not want to wait for it.
      all.put("STACKYN_WATCH_WINDOW", "0");
      all.put("STACKYN_ADMIN_EMAIL", ADMIN_EMAIL);
      all.put("STACKYN_ADMIN_PASSWORD", ADMIN_PASSWORD);
      // Each person in a test has an address of his own, as he would have behind a proxy.
      all.put("STACKYN_TRUSTED_PROXIES", "127.0.0.1");
      if (!environment.containsKey("DATABASE_URL")) {
        all.put("DATABASE_URL", TestPostgres.url(TestPostgres.freshDatabase()));
      }
      all.putAll(environment);
      Variables variables = new Variables(all);
      Settings settings = Settings.from(variables);
      if (!variables.problems().isEmpty()) {
        throw new IllegalStateException(variables.problems().toString());
      }
      return new TestPlatform(home, docker, started(settings, home, docker), all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A start that fails leaves nothing behind either. */
  private static Platform started(Settings settings, Path home, FakeDocker docker)
      throws IOException, InterruptedException {
    try {
      return Platform.start(settings);
    } catch (IOException | InterruptedException | RuntimeException e) {
      docker.close();
      TestFolders.delete(home);
      throw e;
    }
  }

  /** Another platform on the same database, with the same keys. */
  public TestPlatform another() {
    return another(Map.of());
  }

  /** Another platform on the same database, with the same keys, but for these variables. */
  public TestPlatform another(Map<String, String> different) {
    Map<String, String> all = new HashMap<>(different);
    all.put("DATABASE_URL", environment.getOrDefault("DATABASE_URL", ""));
    all.put("STACKYN_KEYS", home.resolve("keys").toString());
    return start(all);
  }

  /** Runs a statement on the platform's database, behind its back. */
  public int sql(String statement) {
    try (Connection connection = connect();
        Statement open = connection.createStatement()) {
      return open.executeUpdate(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of the first row. */
  public String query(String sql) {
    try (Connection connection = connect();
        Statement open = connection.createStatement();
        ResultSet rows = open.executeQuery(sql)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection connect() throws SQLException {
    return Databases.connect(bean(DatabaseSettings.Location.External.class));
  }

  public Platform platform() {
    return platform;
  }

  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + platform.port() + path);
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url(path));
  }

  public HttpResponse<String> get(String path) {
    return send(request(path).build());
  }

  public HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public TestPlatform untilReady() {
    Eventually.that("the platform is ready", () -> get("/health/ready").statusCode() == 200);
    return this;
  }

  /** What somebody does over the wire who has no account yet. */
  public Person stranger() {
    return new Person(this, Optional.empty());
  }

  /** A page of this platform, in a browser. */
  public Page page() {
    return new Page(stranger(), url("").toString(), Optional.empty());
  }

  /** Signs up with the code from the mail folder, or in if there is such an account. */
  public Person signUp(String email) {
    Person person = stranger();
    String otp =
        mail()
            .codeAfter(
                email, () -> person.post("/api/auth/send-otp", Map.of("email", email)).expect(200));
    Answer answer = person.post("/api/auth/verify-otp", Map.of("email", email, "otp", otp));
    return person.with(answer.expect(200).text("token"));
  }

  /** Somebody with an account, also where nobody delivers the letter with his code. */
  public Person member(String email) {
    UserId id = bean(SignUps.class).findOrAdd(new Email(email), Role.USER, true).id();
    Caller himself =
        new Caller(id, new Email(email), Role.USER, EnumSet.allOf(Scope.class), Optional.empty());
    PasswordHash hash = bean(Passwords.class).hash(Password.of(ADMIN_PASSWORD));
    bean(Profiles.class)
        .update(
            himself, new Profiles.Changes(Optional.empty(), Optional.empty(), Optional.of(hash)));
    return login(email, ADMIN_PASSWORD);
  }

  public Person login(String email, String password) {
    Person person = stranger();
    Answer answer = person.post("/api/auth/login", Map.of("email", email, "password", password));
    return person.with(answer.expect(200).text("token"));
  }

  public Person admin() {
    return login(ADMIN_EMAIL, ADMIN_PASSWORD);
  }

  /** As an administrator would do it. */
  public void suspend(String email) {
    Users users = bean(Users.class);
    users.suspend(administrator(), idOf(email));
  }

  /** As an administrator would do it. */
  public void delete(String email) {
    Users users = bean(Users.class);
    users.delete(administrator(), idOf(email));
  }

  public UserId idOf(String email) {
    return bean(Users.class).byEmail(new Email(email)).orElseThrow().id();
  }

  /** The first administrator, as services know who calls them. */
  public Caller administrator() {
    Email email = new Email(ADMIN_EMAIL);
    return new Caller(
        idOf(ADMIN_EMAIL), email, Role.ADMIN, EnumSet.allOf(Scope.class), Optional.empty());
  }

  public MailFolder mail() {
    return new MailFolder(home.resolve("mail"));
  }

  /** What it was started with. */
  public Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  public Path home() {
    return home;
  }

  /** A bean of this platform, for what no client can do. */
  public <T> T bean(Class<T> type) {
    return platform.bean(type);
  }

  public FakeDocker docker() {
    return docker;
  }

  @Override
  public void close() {
    client.close();
    platform.close();
    docker.close();
    try {
      TestFolders.delete(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
