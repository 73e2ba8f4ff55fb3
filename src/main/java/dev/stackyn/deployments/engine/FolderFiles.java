package dev.stackyn.deployments.engine;

import dev.stackyn.deployments.engine.ports.SourceFiles;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** The files of a folder as they are when they are asked for. What links out of it is not there. */
public final class FolderFiles implements SourceFiles {
  private static final long LONGEST = 1 << 20;

  private final Path folder;
  private final NavigableSet<String> paths;

  private FolderFiles(Path folder, NavigableSet<String> paths) {
    this.folder = folder;
    this.paths = paths;
  }

  public static FolderFiles of(Path folder) {
    NavigableSet<String> paths = new TreeSet<>();
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              paths.add(folder.relativize(file).toString().replace(File.separatorChar, '/'));
              return FileVisitResult.CONTINUE;
            }
          });
      return new FolderFiles(folder.toRealPath(), paths);
    } catch (IOException e) {
      throw new UncheckedIOException("The repository's files could not be listed", e);
    }
  }

  @Override
  public NavigableSet<String> paths() {
    return paths;
  }

  @Override
  public Optional<String> text(String path) {
    if (!paths.contains(path)) {
      return Optional.empty();
    }
    try {
      Path real = folder.resolve(path).toRealPath();
      boolean readable =
          real.startsWith(folder) && Files.isRegularFile(real) && Files.size(real) <= LONGEST;
      return readable
          ? Optional.of(new String(Files.readAllBytes(real), StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException e) {
      // A link that leads nowhere.
      return Optional.empty();
    }
  }
}
