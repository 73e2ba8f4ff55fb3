package dev.stackyn.platform.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.platform.domain.AuditEntry.Action;
import dev.stackyn.testing.TestPlatform;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditLogTest {

  @Test
  void theStartOfThePlatformIsRecorded() {
    try (TestPlatform platform = TestPlatform.start().untilReady()) {
      AuditLog audit = platform.platform().bean(AuditLog.class);

      assertThat(audit.newest(1))
          .singleElement()
          .satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo("system");
            assertThat(entry.action().name()).isEqualTo("platform.started");
            assertThat(entry.action().detail())
                .containsEntry("version", Version.current())
                .containsKeys("schema", "migrated");
          });
    }
  }

  @Test
  void theNewestComesFirst() {
    try (TestPlatform platform = TestPlatform.start().untilReady()) {
      AuditLog audit = platform.platform().bean(AuditLog.class);
      audit.platform("test.one", Map.of("a", "\"quoted\" {and} \\"));
      audit.platform("test.two", Map.of());

      assertThat(audit.newest(2).stream().map(entry -> entry.action().name()))
          .containsExactly("test.two", "test.one");
      assertThat(audit.newest(2).getLast().action().detail())
          .containsEntry("a", "\"quoted\" {and} \\");
    }
  }

  @Test
  void anActionHasAName() {
    assertThatThrownBy(() -> new Action("Something happened", Optional.empty(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
