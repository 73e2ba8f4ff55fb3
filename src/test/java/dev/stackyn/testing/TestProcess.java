package dev.stackyn.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM with the tests' class path. */
public final class TestProcess {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private TestProcess() {}

  /**
   * Starts the {@code main} of a class. Its input is open, its errors are seen here, and what else
   * it prints is not: a test's own output may be read by whoever runs it.
   */
  public static Process start(Class<?> program, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                JAVA.toString(),
                // It lives briefly: what it would gain from C2 it never sees.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Dlogback.configurationFile="
                    + System.getProperty("logback.configurationFile", "logback-test.xml"),
                "-classpath",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
