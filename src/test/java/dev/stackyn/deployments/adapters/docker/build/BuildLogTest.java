package dev.stackyn.deployments.adapters.docker.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.adapters.docker.CleanText;
import dev.stackyn.deployments.adapters.docker.LineCutter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildLogTest {
  private final List<String> lines = new ArrayList<>();

  @Test
  void saysOnceThatItIsFull() {
    BuildLog log = new BuildLog(lines::add, 20);
    log.line("twelve bytes");
    log.line("twelve bytes");
    log.line("x");
    log.important("the reason");
    assertThat(lines)
        .containsExactly(
            "twelve bytes",
            "[the log is longer than 20 B: what follows is left out]",
            "the reason");
  }

  @Test
  void cutsAReasonBetweenWords() {
    assertThat(BuildLog.shortened("word ".repeat(1_000) + "end"))
        .endsWith("word […]")
        .hasSizeLessThan(4_200);
    assertThat(BuildLog.shortened("short")).isEqualTo("short");
  }

  @Test
  void takesOutWhatIsMeantForATerminal() {
    assertThat(CleanText.line("\u001b[1;31mred\u001b[0m \u001b]0;title\u0007x\u0000y\u0007\tz\r"))
        .isEqualTo("red xy\tz");
    assertThat(CleanText.line("10%\r50%\r100%")).isEqualTo("100%");
    assertThat(CleanText.line("\u001b[")).doesNotContain("\u001b");
  }

  @Test
  void cutsALineThatNobodyReads() {
    LineCutter cutter = new LineCutter(lines::add);
    cutter.add(StandardCharsets.UTF_8.encode("x".repeat(40_000)));
    cutter.add(StandardCharsets.UTF_8.encode("\nnext"));
    cutter.finish();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst()).hasSizeLessThan(17_000).endsWith(" […]");
    assertThat(lines.getLast()).isEqualTo("next");
  }

  @Test
  void writesSizesAsPeopleReadThem() {
    assertThat(Bytes.text(999)).isEqualTo("999 B");
    assertThat(Bytes.text(1_500)).isEqualTo("1.5 kB");
    assertThat(Bytes.text(2_000_000_000)).isEqualTo("2 GB");
  }
}
