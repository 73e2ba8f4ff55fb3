import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An external PostgreSQL as somebody else would run it: a server of its own with its own defaults
 * and a password. It uses the programs that the product has unpacked into a home.
 */
final class Postgres implements AutoCloseable {
  private static final String PASSWORD = "bench";
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  private final Process process;
  private final int port;

  private Postgres(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static Postgres start(Path home, Path folder) throws IOException, InterruptedException {
    Path programs = programs(home);
    Path data = folder.resolve("data");
    Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    run(
        folder,
        programs.resolve("initdb").toString(),
        "--pgdata=" + data,
        "--username=bench",
        "--pwfile=" + password,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C");
    int port = Server.freePort();
    Process server =
        process(
                folder,
                programs.resolve("postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                String.valueOf(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=")
            .start();
    Postgres postgres = new Postgres(server, port);
    for (int tries = 0; !isReady(data); tries++) {
      if (tries == 600 || !server.isAlive()) {
        postgres.close();
        throw new IOException("PostgreSQL does not start; see " + folder.resolve("log"));
      }
      Thread.sleep(50);
    }
    return postgres;
  }

  String url() {
    return "postgres://bench:%s@127.0.0.1:%d/postgres?sslmode=disable".formatted(PASSWORD, port);
  }

  /** SIGTERM would wait for the clients; they are gone by now. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isReady(Path data) throws IOException {
    Path about = data.resolve("postmaster.pid");
    return Files.exists(about) && Files.readString(about).contains("ready");
  }

  private static Path programs(Path home) throws IOException {
    try (var folders = Files.list(home.resolve("postgres"))) {
      return folders
          .filter(folder -> folder.getFileName().toString().matches("programs-[\\d.]+"))
          .findFirst()
          .orElseThrow()
          .resolve("bin");
    }
  }

  private static void run(Path folder, String... command) throws IOException, InterruptedException {
    if (process(folder, command).start().waitFor() != 0) {
      throw new IOException(Files.readString(folder.resolve("log"), StandardCharsets.UTF_8));
    }
  }

  /** PostgreSQL refuses to run as root: there, it runs in a user namespace as nobody. */
  private static ProcessBuilder process(Path folder, String... command) {
    List<String> words = new ArrayList<>(ROOT ? List.of("unshare", "--user", "--") : List.of());
    words.addAll(List.of(command));
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
  }
}
