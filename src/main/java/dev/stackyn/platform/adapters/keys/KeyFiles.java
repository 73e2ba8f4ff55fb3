package dev.stackyn.identity.adapters.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folder with the keys, for this process's user alone. Files appear in it whole or not at all,
 * and the first of two that want the same name wins: several platforms may share one.
 */
final class KeyFolder {
  private final Path folder;

  KeyFolder(Path folder) {
    this.folder = folder;
  }

  /** Sorted by name. */
  List<Path> files(String suffix) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(suffix))
          .sorted(Comparator.comparing(Path::getFileName))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a file, unless there is one of this name already, and returns what it holds then. */
  byte[] addOrRead(String name, byte[] content) {
    Path file = folder.resolve(name);
    Path unfinished = folder.resolve(UUID.randomUUID() + ".unfinished");
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      Files.createFile(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(unfinished, content);
      link(file, unfinished);
      Files.delete(unfinished);
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the keys cannot be written to " + folder, e);
    }
  }

  void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Unlike a move, this never replaces what is there. */
  private static void link(Path file, Path unfinished) throws IOException {
    try {
      Files.createLink(file, unfinished);
    } catch (FileAlreadyExistsException e) {
      // Another platform was quicker: its file stands.
    }
  }
}
