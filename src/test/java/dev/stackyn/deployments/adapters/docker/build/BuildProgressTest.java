package dev.stackyn.deployments.adapters.docker.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stackyn.deployments.adapters.docker.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BuildProgressTest {
  private final List<String> lines = new ArrayList<>();
  private final BuildLog log = new BuildLog(lines::add, 100_000);
  private final BuildProgress progress = new BuildProgress(log);

  @Test
  void tellsABuildThatSucceeds() throws IOException {
    play("20.10/build-succeeds.ndjson");
    assertThat(lines)
        .anyMatch(line -> line.matches("#\\d+ \\[base 2/2] RUN printf .*"))
        .anyMatch(line -> line.matches("#\\d+ green"))
        .anyMatch(line -> line.matches("#\\d+ 100%"))
        .anyMatch(line -> line.matches("#\\d+ no line end"))
        .anyMatch(line -> line.matches("#\\d+ DONE \\d+\\.\\ds"))
        .noneMatch(line -> line.contains("ERROR") || line.contains("\u001b"));
    assertThat(progress.failed()).isEmpty();
  }

  @Test
  void tellsEachStepOnce() throws IOException {
    play("20.10/build-succeeds.ndjson");
    assertThat(lines.stream().filter(line -> line.contains("COPY a.txt"))).hasSize(1);
    assertThat(lines.stream().filter(line -> line.startsWith("#1 DONE"))).hasSize(1);
  }

  @Test
  void tellsWhatWasThereAlready() throws IOException {
    play("20.10/build-cached.ndjson");
    assertThat(lines.stream().filter(line -> line.endsWith(" CACHED"))).hasSizeGreaterThan(2);
  }

  @Test
  void namesTheStepThatFailed() throws IOException {
    play("20.10/build-fails.ndjson");
    assertThat(progress.failed().orElseThrow().name()).contains("RUN echo to fail; exit 7");
    assertThat(lines).anyMatch(line -> line.matches("#\\d+ ERROR: .*exit code: 7"));
  }

  @Test
  void putsPiecesOfALineTogether() {
    byte[] word = "grün\n".getBytes(StandardCharsets.UTF_8);
    for (byte part : word) {
      progress.show(BuildStatus.read(output("step", new byte[] {part})));
    }
    assertThat(lines).containsExactly("#1 ", "#1 grün");
  }

  @Test
  void keepsTheLinesOfBothStreamsApart() {
    progress.show(BuildStatus.read(output("step", 1, "no line ")));
    progress.show(BuildStatus.read(output("step", 2, "a complaint\n")));
    progress.show(BuildStatus.read(output("step", 1, "end\n")));
    assertThat(lines).endsWith("#1 a complaint", "#1 no line end");
  }

  @Test
  void passesOverFieldsOfNewerEngines() {
    byte[] status =
        concat(
            Protobuf.field(99, "new"),
            Protobuf.field(98, 5),
            Protobuf.field(1, concat(Protobuf.field(77, 1), Protobuf.field(1, "d"))));
    assertThat(BuildStatus.read(status).steps()).hasSize(1);
  }

  @Test
  void refusesWhatIsNoMessage() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BuildStatus.read(new byte[] {0x0a, 0x7f, 0x01}));
    assertThatIllegalArgumentException().isThrownBy(() -> BuildStatus.read(new byte[] {0x0f}));
    byte[] endless = new byte[11];
    Arrays.fill(endless, (byte) 0xff);
    assertThatIllegalArgumentException().isThrownBy(() -> BuildStatus.read(endless));
  }

  @Test
  void readsNumbersOfAnySize() {
    for (long number : new long[] {1, 127, 128, 300, Integer.MAX_VALUE, Long.MAX_VALUE, -1}) {
      Protobuf fields = new Protobuf(Protobuf.field(3, number));
      assertThat(fields.next()).isEqualTo(3);
      assertThat(fields.number()).isEqualTo(number);
      assertThat(fields.next()).isZero();
    }
  }

  private static byte[] output(String step, int stream, String text) {
    return Protobuf.field(
        3,
        concat(
            Protobuf.field(1, step), concat(Protobuf.field(3, stream), Protobuf.field(4, text))));
  }

  private static byte[] output(String step, byte[] text) {
    return Protobuf.field(3, concat(Protobuf.field(1, step), Protobuf.field(4, text)));
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private void play(String name) throws IOException {
    ProgressLines recorded = new ProgressLines(new ByteArrayInputStream(Recorded.bytes(name)));
    for (Optional<byte[]> line = recorded.next(); line.isPresent(); line = recorded.next()) {
      Json.text(Recorded.json(line.get()), "aux")
          .map(Base64.getDecoder()::decode)
          .map(BuildStatus::read)
          .ifPresent(progress::show);
    }
  }
}
