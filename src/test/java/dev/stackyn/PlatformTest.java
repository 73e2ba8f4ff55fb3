package dev.stackyn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.platform.adapters.postgres.EmbeddedPostgres;
import dev.stackyn.platform.domain.AuditLog;
import dev.stackyn.testing.TestFolders;
import dev.stackyn.testing.TestPlatform;
import dev.stackyn.testing.TestPostgres;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlatformTest {

  @Test
  void bringsItsOwnDatabaseAndTakesItAway() throws Exception {
    Path home = home();
    try {
      try (TestPlatform platform = TestPlatform.start(onItsOwn(home)).untilReady()) {
        platform.platform().bean(AuditLog.class).platform("test.kept", Map.of());
      }
      assertThat(EmbeddedPostgres.in(home.resolve("postgres")).isRunning()).isFalse();

      try (TestPlatform again = TestPlatform.start(onItsOwn(home)).untilReady()) {
        assertThat(again.platform().bean(AuditLog.class).newest(3))
            .extracting(entry -> entry.action().name())
            .containsExactly("platform.started", "test.kept", "platform.started");
      }
    } finally {
      TestFolders.delete(home);
    }
  }

  @Test
  void aTakenPortIsSaidInOneSentenceAndNothingIsLeftRunning() throws Exception {
    Path home = home();
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, String> environment = new HashMap<>(onItsOwn(home));
      environment.put("PORT", String.valueOf(other.getLocalPort()));

      assertThatThrownBy(() -> TestPlatform.start(environment))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("cannot listen on 127.0.0.1 port " + other.getLocalPort());
      assertThat(EmbeddedPostgres.in(home.resolve("postgres")).isRunning()).isFalse();
    } finally {
      TestFolders.delete(home);
    }
  }

  private static Path home() throws Exception {
    Path home = Files.createTempDirectory("stackyn-platform");
    Files.move(TestPostgres.newFolder(), home.resolve("postgres"));
    return home;
  }

  private static Map<String, String> onItsOwn(Path home) {
    return Map.of("STACKYN_HOME", home.toString(), "DATABASE_URL", "");
  }
}
