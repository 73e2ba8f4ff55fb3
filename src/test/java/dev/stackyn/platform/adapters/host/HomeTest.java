package dev.stackyn.platform.adapters.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
  @TempDir private Path folder;

  @Test
  void isHeldByOnePlatformAtATimeWhichIsNamed() throws Exception {
    assertThat(Home.isTaken(folder)).isFalse();
    try (Home home = Home.take(folder)) {
      assertThat(Home.isTaken(folder)).isTrue();
      assertThatThrownBy(() -> Home.take(folder))
          .isInstanceOf(Home.TakenException.class)
          .hasMessageContaining("(it is just starting)");

      home.announce(URI.create("http://localhost:1234"), 8123);

      assertThatThrownBy(() -> Home.take(folder))
          .hasMessageContaining("pid " + ProcessHandle.current().pid())
          .hasMessageContaining("http://localhost:1234, router port 8123")
          .hasMessageContaining("./stackyn down");
    }
    assertThat(Home.isTaken(folder)).isFalse();
    Home.take(folder).close();
    assertThat(folder.resolve("run/platform")).doesNotExist();
  }
}
