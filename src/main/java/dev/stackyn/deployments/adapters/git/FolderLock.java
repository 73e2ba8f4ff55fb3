package dev.stackyn.deployments.adapters.git;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds a folder for one user at a time, among threads and processes alike. The operating system
 * lets go of it however the process ends. The file stays: one that is deleted while somebody waits
 * for it would be held by two.
 */
final class FolderLock implements AutoCloseable {
  private static final long PAUSE = Duration.ofMillis(10).toNanos();

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  static FolderLock await(Path folder, FetchWatch watch) throws IOException {
    while (true) {
      watch.check();
      Optional<FolderLock> lock = tryTake(folder);
      if (lock.isPresent()) {
        return lock.get();
      }
      LockSupport.parkNanos(PAUSE);
    }
  }

  static Optional<FolderLock> tryTake(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(file(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return Optional.of(new FolderLock(channel));
      }
    } catch (OverlappingFileLockException e) {
      // Another thread of this process holds it.
    }
    channel.close();
    return Optional.empty();
  }

  /** Its age says when the folder was used last. */
  static Path file(Path folder) {
    return folder.resolveSibling(folder.getFileName() + ".lock");
  }

  static void touch(Path folder, Instant now) throws IOException {
    Files.setLastModifiedTime(file(folder), FileTime.from(now));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
