package dev.stackyn.identity;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.stackyn.testing.Answer;
import dev.stackyn.testing.Authenticator;
import dev.stackyn.testing.Page;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.TestPlatform;
import dev.stackyn.testing.WebSockets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Uses every secret that there is, rightly and wrongly, and then looks for them wherever something
 * is kept or shown.
 */
class SecretsTest {
  private static final String EMAIL = "secretive@example.com";
  private static final String PASSWORD = "planted-password-9431";
  private static final String WRONG = "planted-wrong-password-8822";
  private static final String JWT_SECRET = "planted-jwt-secret-77123";
  private static final List<String> TABLES =
      List.of(
          "platform.audit_log",
          "identity.users",
          "identity.one_time_codes",
          "identity.sessions",
          "identity.refresh_tokens",
          "identity.api_tokens",
          "identity.totp",
          "identity.recovery_codes");

  private final List<String> secrets = new ArrayList<>(List.of(PASSWORD, WRONG, JWT_SECRET));
  private final List<String> refusals = new ArrayList<>();

  @Test
  void noSecretIsLoggedStoredOrRepeated() throws IOException {
    PrintStream before = System.out;
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level level = root.getLevel();
    // Below the level that a platform ever logs at, these name whole addresses.
    List<Logger> framework =
        Stream.of("io.micronaut.context.event", "io.micronaut.http.server")
            .map(LoggerFactory::getLogger)
            .map(Logger.class::cast)
            .toList();
    framework.forEach(logger -> logger.setLevel(Level.WARN));
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root.addAppender(log);
    System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
    try (TestPlatform platform =
        TestPlatform.start(Map.of("JWT_SECRET", JWT_SECRET)).untilReady()) {
      root.setLevel(Level.DEBUG);
      use(platform);
      assertClean("the database", rows(platform));
      assertClean("the home folder", files(platform.home()));
    } finally {
      root.setLevel(level);
      framework.forEach(logger -> logger.setLevel(null));
      root.detachAppender(log);
      System.setOut(before);
    }

    List<ILoggingEvent> events = new ArrayList<>(log.list);
    assertThat(events).isNotEmpty();
    assertThat(secrets).hasSizeGreaterThan(15).noneMatch(String::isEmpty);
    assertClean("the log", events.stream().map(SecretsTest::line).toList());
    assertClean("the output", List.of(output.toString(StandardCharsets.UTF_8)));
    assertClean("refusals", refusals);
  }

  private void use(TestPlatform platform) {
    Person stranger = platform.stranger();
    stranger.post("/api/auth/send-otp", Map.of("email", EMAIL)).expect(200);
    String code = secret(platform.mail().codeFor(EMAIL));
    Answer grant =
        stranger.post(
            "/api/auth/verify-otp", Map.of("email", EMAIL, "otp", code, "password", PASSWORD));
    Person person = stranger.with(secret(grant.expect(200).text("token")));
    String refresh = secret(grant.text("refresh_token"));
    refused(stranger.post("/api/auth/login", Map.of("email", EMAIL, "password", WRONG)));
    refused(stranger.post("/api/auth/verify-otp", Map.of("email", EMAIL, "otp", code)));
    Answer renewed = stranger.post("/api/auth/refresh", Map.of("refresh_token", refresh));
    secret(renewed.expect(200).text("token"));
    secret(renewed.text("refresh_token"));
    refused(stranger.post("/api/auth/refresh", Map.of("refresh_token", refresh)));
    Answer made =
        person.post("/api/v1/tokens", Map.of("name", "ci", "scopes", List.of("read"))).expect(201);
    refused(stranger.with(secret(made.text("token"))).get("/admin/audit"));
    useCookieAndTicket(platform);
    useTheSecondFactor(platform, person);
    String reset =
        platform
            .mail()
            .codeAfter(
                EMAIL, () -> stranger.post("/api/auth/forgot-password", Map.of("email", EMAIL)));
    secret(reset);
    refused(
        stranger.post(
            "/api/auth/reset-password", Map.of("email", EMAIL, "otp", reset, "password", "x")));
    refused(person.delete("/api/user/me", Map.of("password", WRONG)));
    person.get("/api/auth/sessions").expect(200);
  }

  private void useCookieAndTicket(TestPlatform platform) {
    Page page = platform.page().login(EMAIL, PASSWORD);
    secret(page.cookie().split("=", 2)[1]);
    refused(page.from("https://evil.example").post("/api/auth/ws-ticket"));
    String path = "/probe/socket?ticket=" + secret(page.post("/api/auth/ws-ticket").text("ticket"));
    assertThat(WebSockets.ask(platform, path, Map.of(), "hello")).isEqualTo("hello " + EMAIL);
    refused(platform.stranger().get(path));
    page.post("/api/auth/logout").expect(200);
    refused(page.get("/api/user/me"));
  }

  private void useTheSecondFactor(TestPlatform platform, Person person) {
    String secret = secret(person.post("/api/auth/totp").expect(200).text("secret"));
    Authenticator app = new Authenticator(secret, platform);
    person
        .post("/api/auth/totp/confirm", Map.of("code", app.code(0)))
        .expect(200)
        .texts("recovery_codes")
        .forEach(this::secret);
    Map<String, String> login = Map.of("email", EMAIL, "password", PASSWORD);
    refused(platform.stranger().post("/api/auth/login", login));
  }

  private String secret(String text) {
    secrets.add(text);
    return text;
  }

  private void refused(Answer answer) {
    assertThat(answer.status()).isBetween(400, 499);
    refusals.add(answer.body());
  }

  private void assertClean(String where, List<String> texts) {
    for (String secret : secrets) {
      // Six digits may stand in a longer number by chance.
      String pattern = "(?s).*(?<![0-9A-Za-z])" + Pattern.quote(secret) + "(?![0-9A-Za-z]).*";
      assertThat(texts).as(where).noneMatch(text -> text.matches(pattern));
    }
  }

  private static List<String> rows(TestPlatform platform) {
    return TABLES.stream()
        .map(table ->
            platform.query("select coalesce(string_agg(t::text, E'\\n'), '') from " + table + " t"))
        .toList();
  }

  /**
   * All but what is there to hold them: the keys, and the letters that stand in for a mail server.
   */
  private static List<String> files(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      List<String> texts = new ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String folder = home.relativize(file).getName(0).toString();
        if (!folder.equals("keys") && !folder.equals("mail")) {
          texts.add(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
      return texts;
    }
  }

  private static String line(ILoggingEvent event) {
    return event.getFormattedMessage()
        + " "
        + event.getKeyValuePairs()
        + " "
        + event.getMDCPropertyMap()
        + " "
        + event.getThrowableProxy();
  }
}
