package dev.stackyn.platform.adapters.keys;

import dev.stackyn.platform.domain.KeyFolder;
import dev.stackyn.platform.domain.PlatformSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The key folder as a folder of the file system. */
@Singleton
public final class KeyFiles implements KeyFolder {
  private final Path folder;

  @Inject
  KeyFiles(PlatformSettings settings) {
    this(settings.keys());
  }

  public KeyFiles(Path folder) {
    this.folder = folder;
  }

  @Override
  public List<String> names(String suffix) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(suffix))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte[] read(String name) {
    try {
      return Files.readAllBytes(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte[] addOrRead(String name, byte[] content) {
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

  @Override
  public void rename(String name, String newName) {
    try {
      Files.move(folder.resolve(name), folder.resolve(newName), StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      // Another process was quicker.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void remove(String name) {
    try {
      Files.deleteIfExists(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String path(String name) {
    return folder.resolve(name).toString();
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
