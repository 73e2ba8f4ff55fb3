package dev.stackyn.platform.adapters.postgres;

import dev.stackyn.kernel.Secret;
import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL that comes with the platform: its own programs, its own folder, a loopback port
 * and a password of its own. It outlives a killed platform on purpose (a database is never to be
 * torn down in a hurry); the next start finds it by its pid file and goes on with it.
 */
public final class EmbeddedPostgres {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final String USER = "stackyn";
  private static final String REMAINS = "pre-existing shared memory block";
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);

  /**
   * Small, because it shares its server with the apps; safe, because it holds what people trust us
   * with.
   */
  private static final Map<String, String> SERVER_SETTINGS =
      Map.ofEntries(
          Map.entry("listen_addresses", "127.0.0.1"),
          Map.entry("unix_socket_directories", ""),
          Map.entry("password_encryption", "scram-sha-256"),
          Map.entry("max_connections", "100"),
          Map.entry("shared_buffers", "64MB"),
          Map.entry("io_method", "sync"),
          Map.entry("jit", "off"),
          Map.entry("max_parallel_workers", "2"),
          Map.entry("max_wal_size", "256MB"),
          Map.entry("timezone", "UTC"),
          Map.entry("log_timezone", "UTC"),
          Map.entry("logging_collector", "on"),
          Map.entry("log_directory", "../log"),
          Map.entry("log_filename", "postgres-%u.log"),
          Map.entry("log_truncate_on_rotation", "on"),
          Map.entry("log_rotation_age", "1d"),
          Map.entry("log_rotation_size", "0"),
          Map.entry("log_min_messages", "warning"));

  private final Path folder;
  private final Path data;
  private final Secret password;
  private final int port;

  private EmbeddedPostgres(Path folder, Secret password, int port) {
    this.folder = folder;
    this.data = folder.resolve("data");
    this.password = password;
    this.port = port;
  }

  /** Settles where the server listens and how one gets in, without starting it. */
  public static EmbeddedPostgres in(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    return new EmbeddedPostgres(folder, password(folder.resolve("password")), port(folder));
  }

  /** Where the server is found once {@link #start} has returned. */
  public External location() {
    return new External(
        "jdbc:postgresql://127.0.0.1:" + port + "/stackyn?sslmode=disable",
        USER,
        Optional.of(password));
  }

  /** Whether a server of this folder runs, started by whomever. */
  public boolean isRunning() throws IOException {
    return PostgresPidFile.ofLiving(data).isPresent();
  }

  /** Whether there is a database in this folder at all. */
  private boolean isCreated() {
    return Files.exists(data.resolve("PG_VERSION"));
  }

  /**
   * Starts the server, or goes on with the one that a killed platform left behind. Returns when it
   * takes connections.
   */
  public void start() throws IOException, InterruptedException {
    PostgresBinaries programs = PostgresBinaries.in(folder);
    if (!isCreated()) {
      initialize(programs);
    }
    refuseOtherVersion();
    Optional<PostgresPidFile> running = PostgresPidFile.ofLiving(data);
    if (running.isPresent()) {
      LOG.info(
          "The database server is still running (pid {}); going on with it", running.get().pid());
      awaitReady(ProcessHandle.of(running.get().pid()).orElseThrow()::isAlive);
    } else {
      launchUntilReady(programs);
    }
  }

  /**
   * Ends the server, and with it every connection that is still open. Does nothing when it is not
   * running.
   */
  public void stop() throws IOException, InterruptedException {
    if (PostgresPidFile.ofLiving(data).isEmpty()) {
      return;
    }
    PostgresBinaries programs = PostgresBinaries.in(folder);
    ServerCommand.run(
        folder,
        List.of(
            programs.program("pg_ctl").toString(),
            "stop",
            "--pgdata=" + data,
            "--mode=fast",
            "--wait",
            "--timeout=30",
            "--silent"));
  }

  /**
   * Made under another name and renamed when complete, so that a crash in between leaves no half of
   * a database.
   */
  private void initialize(PostgresBinaries programs) throws IOException, InterruptedException {
    LOG.info("Creating the database in {}", data);
    Path unfinished = folder.resolve("data.unfinished");
    Folders.delete(unfinished);
    ServerCommand.run(
        folder,
        List.of(
            programs.program("initdb").toString(),
            "--pgdata=" + unfinished,
            "--username=" + USER,
            "--pwfile=" + folder.resolve("password"),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--data-checksums"));
    ServerCommand.feed(
        folder,
        List.of(
            programs.program("postgres").toString(),
            "--single",
            "-D",
            unfinished.toString(),
            "postgres"),
        "create database stackyn\n");
    Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private void refuseOtherVersion() throws IOException {
    String major = PostgresBinaries.VERSION.substring(0, PostgresBinaries.VERSION.indexOf('.'));
    String found = Files.readString(data.resolve("PG_VERSION")).strip();
    if (!found.equals(major)) {
      throw new IOException(
          "the database in %s was made by PostgreSQL %s and this build carries %s: dump it with the old build and load it with this one"
              .formatted(data, found, major));
    }
  }

  /**
   * The parts of a server that was killed need a moment to notice; until they have, a new one
   * refuses to start.
   */
  private void launchUntilReady(PostgresBinaries programs)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (!awaitReady(launch(programs)::isAlive)) {
      String log = startLog();
      if (!log.contains(REMAINS) || System.nanoTime() > deadline) {
        throw new IOException("the database server did not start; its log says: " + log);
      }
      Thread.sleep(100);
    }
  }

  private Process launch(PostgresBinaries programs) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(programs.program("postgres").toString());
    command.addAll(List.of("-D", data.toString(), "-p", String.valueOf(port)));
    SERVER_SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    Files.createDirectories(folder.resolve("log"));
    return ServerCommand.launch(folder, command, folder.resolve("log").resolve("start.log"));
  }

  /** Returns false when the server ended before it was ready. */
  private boolean awaitReady(BooleanSupplier isAlive) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      boolean alive = isAlive.getAsBoolean();
      if (PostgresPidFile.ofLiving(data).filter(PostgresPidFile::isReady).isPresent()) {
        return true;
      }
      if (!alive) {
        return false;
      }
      Thread.sleep(10);
    }
    throw new IOException(
        "the database server was not ready within " + START_PATIENCE.toSeconds() + " s");
  }

  private String startLog() throws IOException {
    Path log = folder.resolve("log").resolve("start.log");
    String text = Files.exists(log) ? Files.readString(log).strip() : "";
    return text.isEmpty() ? "nothing" : text.substring(Math.max(0, text.length() - 1000));
  }

  private static Secret password(Path file) throws IOException {
    if (!Files.exists(file)) {
      byte[] random = new byte[24];
      new SecureRandom().nextBytes(random);
      write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }
    return new Secret(Files.readString(file).strip());
  }

  /** The port of the living server; else the one used before, while it is free; else a free one. */
  private static int port(Path folder) throws IOException {
    Optional<PostgresPidFile> living = PostgresPidFile.ofLiving(folder.resolve("data"));
    if (living.isPresent()) {
      return living.get().port();
    }
    Path file = folder.resolve("port");
    int before = Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
    int free =
        freePort(before).or(() -> freePort(0)).orElseThrow(() -> new IOException("no free port"));
    if (free != before) {
      write(file, String.valueOf(free));
    }
    return free;
  }

  private static Optional<Integer> freePort(int wanted) {
    try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      return Optional.of(socket.getLocalPort());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Written beside and renamed: readable by the owner only, and never seen half-written. */
  private static void write(Path file, String text) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    Files.deleteIfExists(unfinished);
    Files.createFile(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(unfinished, text, StandardOpenOption.WRITE);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
