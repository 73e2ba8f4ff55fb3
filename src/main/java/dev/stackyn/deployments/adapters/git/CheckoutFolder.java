package dev.stackyn.deployments.adapters.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for one checkout, held by a lock: one without a holder is what a killed process left.
 */
final class CheckoutFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CheckoutFolder.class);

  private final Path files;
  private final FolderLock lock;

  private CheckoutFolder(Path files, FolderLock lock) {
    this.files = files;
    this.lock = lock;
  }

  static CheckoutFolder create(Path parent) throws IOException {
    Files.createDirectories(parent);
    Path files = parent.resolve(UUID.randomUUID().toString());
    FolderLock lock = FolderLock.tryTake(files).orElseThrow();
    Files.createDirectory(files);
    return new CheckoutFolder(files, lock);
  }

  /** Deletes what nobody holds, if really; returns its bytes. */
  static long collect(Path parent, boolean really) throws IOException {
    if (!Files.exists(parent)) {
      return 0;
    }
    long freed = 0;
    try (Stream<Path> entries = Files.list(parent)) {
      List<Path> folders = entries.filter(Files::isDirectory).toList();
      for (Path folder : folders) {
        Optional<FolderLock> lock = FolderLock.tryTake(folder);
        if (lock.isPresent()) {
          freed += Folders.size(folder);
          leave(folder, lock.get(), really);
        }
      }
    }
    return freed;
  }

  private static void leave(Path folder, FolderLock lock, boolean forEver) throws IOException {
    if (forEver) {
      new CheckoutFolder(folder, lock).close();
    } else {
      lock.close();
    }
  }

  Path files() {
    return files;
  }

  /** Makes a part of it as new: a folder inside, or all of it. */
  void empty(String part) throws IOException {
    Path place = part.isEmpty() ? files : files.resolve(part);
    Folders.delete(place);
    Files.createDirectory(place);
  }

  @Override
  public void close() {
    try (lock) {
      Folders.delete(files);
      Files.deleteIfExists(FolderLock.file(files));
    } catch (IOException e) {
      LOG.warn("A checkout was not deleted; it will be when mirrors are collected", e);
    }
  }
}
