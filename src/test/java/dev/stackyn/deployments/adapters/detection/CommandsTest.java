package dev.stackyn.deployments.adapters.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
  @Test
  void plainWordsNeedNoShell() {
    assertThat(Commands.of(" node --max-old-space-size=256   server.js "))
        .isEqualTo(List.of("node", "--max-old-space-size=256", "server.js"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "node server.js && echo done",
        "gunicorn -b :$PORT app",
        "NODE_ENV=production node server.js",
        "echo 'a b'",
        "cat < file",
        "node *.js",
        "a; b",
        "~/run"
      })
  void everythingElseIsForAShell(String line) {
    assertThat(Commands.of(line)).isEqualTo(List.of("/bin/sh", "-c", line));
  }
}
