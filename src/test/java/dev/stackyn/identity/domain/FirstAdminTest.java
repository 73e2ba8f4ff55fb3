package dev.stackyn.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.testing.AtOnce;
import dev.stackyn.testing.TestPlatform;
import dev.stackyn.testing.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FirstAdminTest {
  private static final Pattern SAID =
      Pattern.compile("The first administrator is (\\S+) with the password (\\S+) ");

  @Test
  void aPasswordThatWasNotGivenIsMadeUpAndSaidOnce() {
    String database = TestPostgres.url(TestPostgres.freshDatabase());
    Map<String, String> environment =
        Map.of("DATABASE_URL", database, "STACKYN_ADMIN_EMAIL", "", "STACKYN_ADMIN_PASSWORD", "");
    String said =
        outputOf(() -> {
          try (TestPlatform platform = TestPlatform.start(environment).untilReady()) {
            assertThat(platform.query("select count(*) from identity.users")).isEqualTo("1");
          }
        });
    Matcher words = SAID.matcher(said);

    assertThat(words.find()).isTrue();
    assertThat(words.group(1)).isEqualTo("admin@stackyn.localhost");
    String saidAgain =
        outputOf(() -> {
          try (TestPlatform platform = TestPlatform.start(environment).untilReady()) {
            platform.login(words.group(1), words.group(2)).get("/admin/audit").expect(200);
          }
        });
    assertThat(SAID.matcher(saidAgain).find()).isFalse();
  }

  @Test
  void aPasswordThatWasGivenIsNotSaid() {
    String said =
        outputOf(() -> {
          try (TestPlatform platform = TestPlatform.start().untilReady()) {
            platform.admin().get("/admin/audit").expect(200);
          }
        });

    assertThat(said).doesNotContain(TestPlatform.ADMIN_PASSWORD);
  }

  @Test
  void twoPlatformsThatStartAtOnceMakeOne() {
    String database = TestPostgres.url(TestPostgres.freshDatabase());
    List<TestPlatform> platforms =
        AtOnce.times(2, () -> TestPlatform.start(Map.of("DATABASE_URL", database)).untilReady());
    try {
      assertThat(
              platforms
                  .getFirst()
                  .query(
                      "select count(*) from platform.audit_log where action = 'user.first_admin_made'"))
          .isEqualTo("1");
      platforms.forEach(platform -> platform.admin().get("/admin/audit").expect(200));
    } finally {
      platforms.forEach(TestPlatform::close);
    }
  }

  private static String outputOf(Runnable task) {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      task.run();
    } finally {
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
