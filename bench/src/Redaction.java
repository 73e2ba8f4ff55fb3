import dev.stackyn.deployments.engine.secrets.KnownSecrets;
import dev.stackyn.deployments.engine.secrets.Redactor;
import dev.stackyn.kernel.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * What it costs to look for an app's secrets in everything it prints: 100 of them, in text that
 * looks as logs do, a secret in every thousandth line. Beside it the plain way, which replaces one
 * after the other in each line, and knows none of them in base64 or as URLs write them.
 */
final class Redaction {
  private static final int ROUNDS = 9;
  private static final int SECRETS = 100;
  private static final int LINES = 80_000;
  private static final int PIECE = 16 * 1024;
  private static final double BYTES_PER_MEGABYTE = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final String[] WORDS = {
    "GET",
    "POST",
    "/api/v1/orders",
    "200",
    "error",
    "connection",
    "timeout",
    "node_modules",
    "compiled",
    "in",
    "ms",
    "user",
    "request_id=",
    "warning",
    "npm",
    "postgres",
    "at",
    "server.js:41",
    "retrying",
    "{\"level\":\"info\",",
    "\"msg\":\"done\"}",
    "--->",
    "[4/9]",
    "RUN",
    "https://db.internal:5432"
  };

  private static long seen;

  private Redaction() {}

  public static void main(String[] arguments) throws IOException {
    int rounds = arguments.length == 0 ? ROUNDS : Integer.parseInt(arguments[0]);
    Random random = new Random(7);
    Map<String, Secret> secrets = secrets(random);
    List<String> lines = lines(secrets, random);
    byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    KnownSecrets known = KnownSecrets.of(secrets);
    Redactor redactor = known.forLogs();
    Redactor searcher = known.forImages();
    List<String> values = secrets.values().stream().map(Secret::reveal).toList();

    List<Double> asLines = new ArrayList<>();
    List<Double> asStream = new ArrayList<>();
    List<Double> plain = new ArrayList<>();
    System.out.printf("%-8s %14s %14s %14s%n", "MB/s", "lines", "stream", "plain way");
    Machine machine = Machine.note();
    for (int round = -1; round < rounds; round++) {
      double ours = speed(text.length, () -> lines(redactor, lines));
      double stream = speed(text.length, () -> stream(searcher, text));
      double theirs = speed(text.length, () -> plainly(values, lines));
      if (round < 0) {
        continue;
      }
      asLines.add(ours);
      asStream.add(stream);
      plain.add(theirs);
      System.out.printf(
          Locale.ROOT, "%-8d %14.0f %14.0f %14.1f%n", round + 1, ours, stream, theirs);
    }
    Report report = new Report("redactor");
    double lineSpeed = new Samples(asLines).median();
    report.figure("lines_mb_per_second", lineSpeed, ">=200");
    report.figure("stream_mb_per_second", new Samples(asStream).median(), ">=200");
    report.figure("plain_mb_per_second", new Samples(plain).median());
    report.figure("lines_beside_plain", lineSpeed / new Samples(plain).median());
    report.figure("machine_busy_percent", machine.busyPercent());
    report.print();
    if (seen == 0) {
      throw new IllegalStateException("nothing was found");
    }
  }

  private static double speed(long bytes, LongSupplier work) {
    long begin = System.nanoTime();
    seen += work.getAsLong();
    return bytes / BYTES_PER_MEGABYTE / ((System.nanoTime() - begin) / NANOS_PER_SECOND);
  }

  private static long lines(Redactor redactor, List<String> lines) {
    long changed = 0;
    for (String line : lines) {
      changed += redactor.redact(line).equals(line) ? 0 : 1;
    }
    return changed;
  }

  private static long stream(Redactor redactor, byte[] text) {
    long[] found = new long[1];
    Redactor.Flow flow =
        redactor.flow(
            new Redactor.Reader() {
              @Override
              public void text(byte[] bytes, int from, int count) {}

              @Override
              public void secret(String name) {
                found[0]++;
              }
            });
    for (int at = 0; at < text.length; at += PIECE) {
      flow.write(text, at, Math.min(PIECE, text.length - at));
    }
    flow.end();
    return found[0];
  }

  private static long plainly(List<String> values, List<String> lines) {
    long changed = 0;
    for (String line : lines) {
      String shown = line;
      for (String value : values) {
        shown = shown.replace(value, "[secret]");
      }
      changed += shown.equals(line) ? 0 : 1;
    }
    return changed;
  }

  private static Map<String, Secret> secrets(Random random) {
    Map<String, Secret> secrets = new HashMap<>();
    for (int i = 0; i < SECRETS; i++) {
      String word = word(random, 16 + random.nextInt(32));
      String value =
          switch (i % 3) {
            case 0 -> "postgres://shop:" + word + "@db.internal:5432/shop";
            case 1 -> "sk_live_" + word;
            default -> word;
          };
      secrets.put("SECRET_" + i, new Secret(value));
    }
    return secrets;
  }

  private static List<String> lines(Map<String, Secret> secrets, Random random) {
    List<String> values = secrets.values().stream().map(Secret::reveal).toList();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      StringBuilder line = new StringBuilder("2026-02-03T04:05:06.789Z ");
      int words = 3 + random.nextInt(20);
      for (int j = 0; j < words; j++) {
        line.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
      }
      line.append(word(random, 12));
      if (i % 1000 == 0) {
        line.append(' ').append(values.get(random.nextInt(values.size())));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static String word(Random random, int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return word.toString();
  }
}
