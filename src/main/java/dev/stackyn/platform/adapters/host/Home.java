package dev.stackyn.platform.adapters.host;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The folder with all of the platform's state, held by one platform at a time. The lock is the
 * operating system's: it is free again however the process ended. What is written beside it only
 * tells people and the launcher who holds it.
 */
public final class Home implements AutoCloseable {
  private final FileChannel channel;
  private final Path about;

  private Home(FileChannel channel, Path about) {
    this.channel = channel;
    this.about = about;
  }

  /** Another platform holds this home. */
  public static final class TakenException extends IOException {
    private TakenException(String message) {
      super(message);
    }
  }

  public static Home take(Path folder) throws IOException {
    Path run = folder.resolve("run");
    Files.createDirectories(run);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Path about = run.resolve("platform");
    FileChannel channel =
        FileChannel.open(run.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(channel) == null) {
      channel.close();
      throw new TakenException(
          "Stackyn already runs on " + folder + who(about) + ". Stop it with: ./stackyn down");
    }
    Files.deleteIfExists(about);
    return new Home(channel, about);
  }

  /** Whether a platform holds this home right now. */
  public static boolean isTaken(Path folder) throws IOException {
    Path lock = folder.resolve("run").resolve("lock");
    if (!Files.exists(lock)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      return lock(channel) == null;
    }
  }

  /** Tells the launcher where this platform answers, and its router, if it has one. */
  public void announce(URI url, int router) throws IOException {
    Path unfinished = about.resolveSibling("platform.unfinished");
    Files.writeString(
        unfinished,
        "pid=%d\nurl=%s\nrouter=%d\n".formatted(ProcessHandle.current().pid(), url, router));
    Files.move(unfinished, about, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(about);
    channel.close();
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String who(Path about) throws IOException {
    if (!Files.exists(about)) {
      return " (it is just starting)";
    }
    String text =
        Files.readString(about)
            .strip()
            .replace("pid=", "pid ")
            .replace("\nurl=", ", ")
            .replace("\nrouter=", ", router port ");
    return " (" + text + ")";
  }
}
