import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * How busy the whole machine has been since this was noted: figures that were taken while others
 * worked say little about us.
 */
record Machine(long busyTicks, long allTicks) {

  static Machine note() throws IOException {
    long[] ticks =
        Arrays.stream(Files.readAllLines(Path.of("/proc/stat")).getFirst().split("\\s+"))
            .skip(1)
            .limit(8)
            .mapToLong(Long::parseLong)
            .toArray();
    long all = Arrays.stream(ticks).sum();
    long idle = ticks[3] + ticks[4];
    return new Machine(all - idle, all);
  }

  /** Between 0 and 100: the part of all processors' time that somebody used. */
  double busyPercent() throws IOException {
    Machine now = note();
    return 100.0 * (now.busyTicks - busyTicks) / Math.max(1, now.allTicks - allTicks);
  }
}
