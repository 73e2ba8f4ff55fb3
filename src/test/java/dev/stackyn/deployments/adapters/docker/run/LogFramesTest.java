package dev.stackyn.deployments.adapters.docker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogFramesTest {
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  @Test
  void keepsTheStreamsApart() throws IOException {
    frame(1, "out ");
    frame(2, "err ");
    frame(1, "");
    frame(1, "more");
    List<String> pieces = new ArrayList<>();
    LogFrames.read(
        new ByteArrayInputStream(sent.toByteArray()),
        (errors, text) ->
            pieces.add((errors ? "2" : "1") + new String(text, StandardCharsets.UTF_8)));
    assertThat(pieces).containsExactly("1out ", "2err ", "1", "1more");
  }

  @Test
  void linesMayComeInPiecesAndInTurns() throws IOException {
    frame(1, "one, ");
    frame(2, "a problem\n");
    byte[] snowman = "\u2603".getBytes(StandardCharsets.UTF_8);
    bytes(1, Arrays.copyOf(snowman, 1));
    bytes(1, Arrays.copyOfRange(snowman, 1, snowman.length));
    frame(1, "\n\u001b[31mred\u001b[0m\0 \u0007bell\r\n");
    frame(2, "no line end");
    assertThat(lines()).containsExactly("a problem", "one, \u2603", "red bell", "no line end");
  }

  @Test
  void aLineThatNobodyReadsIsCut() throws IOException {
    frame(1, "x".repeat(300_000));
    frame(1, "x".repeat(300_000) + "\nnext\n");
    List<String> lines = lines();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst()).hasSizeLessThan(17_000).endsWith("[…]");
    assertThat(lines.getLast()).isEqualTo("next");
  }

  @Test
  void noticesWhatIsNotInFrames() {
    assertThatIOException().isThrownBy(() -> lines("plain text of a terminal\n"));
    assertThatIOException().isThrownBy(() -> lines("\1\0\0\0\0\0\0\7brief"));
    assertThatIOException().isThrownBy(() -> lines("\1\0\0"));
  }

  private void frame(int stream, String text) {
    bytes(stream, text.getBytes(StandardCharsets.UTF_8));
  }

  private void bytes(int stream, byte[] text) {
    sent.writeBytes(ByteBuffer.allocate(8).put(0, (byte) stream).putInt(4, text.length).array());
    sent.writeBytes(text);
  }

  private List<String> lines() throws IOException {
    return lines(new ByteArrayInputStream(sent.toByteArray()));
  }

  private static List<String> lines(String raw) throws IOException {
    return lines(new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static List<String> lines(ByteArrayInputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    Output.read(in, lines::add);
    return lines;
  }
}
