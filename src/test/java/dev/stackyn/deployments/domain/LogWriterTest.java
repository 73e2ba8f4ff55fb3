package dev.stackyn.deployments.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.ports.LogStore;
import dev.stackyn.kernel.DeploymentId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogWriterTest {
  private final List<String> pieces = new ArrayList<>();
  private final Deque<Runnable> moments = new ArrayDeque<>();
  private final LogWriter log = new LogWriter(new Pieces(), new DeploymentId(7), 2, moments::add);

  @Test
  void whatComesWithinAMomentIsOnePiece() {
    log.accept("one");
    log.accept("two");
    assertThat(pieces).isEmpty();
    assertThat(moments).hasSize(1);

    moments.remove().run();
    log.accept("three");

    assertThat(pieces).containsExactly("one\ntwo\n");
    assertThat(moments).hasSize(1);
    log.close();
    assertThat(pieces).containsExactly("one\ntwo\n", "three\n");
  }

  @Test
  void muchIsWrittenWithoutWaiting() {
    String line = "x".repeat(1_000);
    for (int i = 0; i < 20; i++) {
      log.accept(line);
    }
    assertThat(pieces.stream().map(String::length)).containsExactly(16_384, 633);
    log.close();
    assertThat(String.join("", pieces).equals((line + "\n").repeat(20))).isTrue();
  }

  @Test
  void whatCannotBeKeptIsLeftOut() {
    log.accept("nu\0l");
    log.accept("y".repeat(10_000));
    log.close();
    assertThat(pieces).hasSize(1);
    assertThat(pieces.getFirst().length()).isEqualTo("nul\n".length() + 8_192 + " …\n".length());
    assertThat(pieces.getFirst().startsWith("nul\nyyy")).isTrue();
  }

  @Test
  void aLogThatNeverEndsIsFullOnce() {
    String line = "z".repeat(8_000);
    for (int i = 0; i < 2_000; i++) {
      log.accept(line);
    }
    log.close();
    String all = String.join("", pieces);
    assertThat(all.length()).isLessThan(12_100_000);
    assertThat(all.endsWith("==> The log is full: what follows is not kept\n")).isTrue();
  }

  /** Pieces of this one attempt. */
  private final class Pieces implements LogStore {
    @Override
    public boolean append(DeploymentId deployment, int attempt, String piece) {
      assertThat(deployment).isEqualTo(new DeploymentId(7));
      assertThat(attempt).isEqualTo(2);
      return pieces.add(piece);
    }

    @Override
    public Optional<LogHead> head(DeploymentId deployment) {
      return Optional.empty();
    }

    @Override
    public Optional<LogPage> page(DeploymentId deployment, int most) {
      return Optional.empty();
    }
  }
}
