package dev.stackyn.deployments.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.engine.secrets.KnownSecrets;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LastWordsTest {
  private static final DeploymentId ID = new DeploymentId(7);

  private final Map<DeploymentId, String> kept = new HashMap<>();
  private final LastWords words =
      new LastWords(
          kept::put,
          new Redactors(id ->
              id.equals(ID)
                  ? Optional.of(KnownSecrets.of(Map.of("TOKEN", new Secret("q7Zx4hTw9pLm2Rk"))))
                  : Optional.empty()));

  @Test
  void theLinesAreKeptAsTheyWere() {
    words.keep(ID, List.of("listening", "", "Error: no database"));

    assertThat(last()).isEqualTo("listening\n\nError: no database");
  }

  @Test
  void ofTooManyTheLastAreKeptEachWhole() {
    String line = "x".repeat(9_999);

    words.keep(ID, List.of("first", line, line, line, line, line, line, line, "last"));

    assertThat(last()).isEqualTo(String.join("\n", line, line, line, line, line, line, "last"));
    words.keep(ID, List.of("first", "y".repeat(65_536)));
    assertThat(last()).endsWith("last");
  }

  @Test
  void whoSaidNothingLeavesNothing() {
    words.keep(ID, List.of());
    words.keep(ID, List.of(""));

    assertThat(kept).isEmpty();
  }

  @Test
  void whatWasGivenInConfidenceIsNotAmongThem() {
    words.keep(ID, List.of("starting", "using q7Zx4hTw9pLm2Rk"));
    words.keep(new DeploymentId(8), List.of("whose secrets nobody knows any more"));

    assertThat(last()).isEqualTo("starting\nusing [TOKEN]");
    assertThat(kept).containsOnlyKeys(ID);
  }

  private @Nullable String last() {
    return kept.get(ID);
  }
}
