package dev.stackyn.platform.adapters.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GatheredOutputTest {

  @Test
  void aLineGoesOutByItself() throws IOException, InterruptedException {
    BlockingQueue<String> written = new LinkedBlockingQueue<>();
    OutputStream target =
        new OutputStream() {
          @Override
          public void write(int one) {
            throw new UnsupportedOperationException();
          }

          @Override
          public void write(byte[] bytes, int offset, int count) {
            written.add(new String(bytes, offset, count, StandardCharsets.UTF_8));
          }
        };

    GatheredOutput.over(target).write("line\n".getBytes(StandardCharsets.UTF_8));

    assertThat(written.poll(10, TimeUnit.SECONDS)).isEqualTo("line\n");
  }

  @Test
  void linesOfManyThreadsStayWholeAndNoneIsLost() throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    GatheredOutput output = GatheredOutput.over(target);
    String line = "x".repeat(99);

    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int thread = 0; thread < 4; thread++) {
        threads.execute(() -> repeat(output, line, 5_000));
      }
    }
    output.flush();

    assertThat(target.toString(StandardCharsets.UTF_8).lines()).hasSize(20_000).containsOnly(line);
  }

  @Test
  void whatIsLargerThanTheRoomForItKeepsItsPlace() throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    GatheredOutput output = GatheredOutput.over(target);
    String large = "x".repeat(1 << 20);

    for (String text : new String[] {"before ", large, " after"}) {
      output.write(text.getBytes(StandardCharsets.UTF_8));
    }
    output.flush();

    assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("before " + large + " after");
  }

  private static void repeat(OutputStream output, String line, int times) {
    try {
      for (int i = 0; i < times; i++) {
        output.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
