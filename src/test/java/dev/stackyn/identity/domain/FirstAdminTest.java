package dev.stackyn.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.testing.AtOnce;
import dev.stackyn.testing.TestPlatform;
import dev.stackyn.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FirstAdminTest {
  private static final Pattern SAID =
      Pattern.compile("The first administrator is (\\S+) with the password (\\S+) ");

  @Test
  void aPasswordThatWasNotGivenIsMadeUpAndNotedOnceForTheOwnerOnly() throws IOException {
    String database = TestPostgres.url(TestPostgres.freshDatabase());
    Map<String, String> environment =
        Map.of("DATABASE_URL", database, "STACKYN_ADMIN_EMAIL", "", "STACKYN_ADMIN_PASSWORD", "");
    Matcher words;
    try (TestPlatform platform = TestPlatform.start(environment).untilReady()) {
      Path note = platform.home().resolve("run/first-admin");
      words = SAID.matcher(Files.readString(note));
      assertThat(words.find()).isTrue();
      assertThat(words.group(1)).isEqualTo("admin@stackyn.localhost");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(note)))
          .isEqualTo("rw-------");
      assertThat(platform.query("select count(*) from identity.users")).isEqualTo("1");
    }

    try (TestPlatform platform = TestPlatform.start(environment).untilReady()) {
      assertThat(platform.home().resolve("run/first-admin")).doesNotExist();
      platform.login(words.group(1), words.group(2)).get("/admin/audit").expect(200);
    }
  }

  @Test
  void aPasswordThatWasGivenIsNotNoted() {
    try (TestPlatform platform = TestPlatform.start().untilReady()) {
      platform.admin().get("/admin/audit").expect(200);
      assertThat(platform.home().resolve("run/first-admin")).doesNotExist();
    }
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
}
