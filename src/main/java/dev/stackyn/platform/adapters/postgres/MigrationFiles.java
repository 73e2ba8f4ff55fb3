package dev.stackyn.platform.adapters.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The migrations that this build carries: for each version the way up and the way down. */
final class MigrationFiles {
  static final String LOCATION = "db/migrations";
  private static final Pattern NAME = Pattern.compile("([VU])(\\d+)__(\\w+)\\.sql");

  private final NavigableMap<Integer, String> up = new TreeMap<>();
  private final NavigableMap<Integer, String> down = new TreeMap<>();

  private MigrationFiles() {}

  static MigrationFiles ofThisBuild() {
    try {
      URL folder = MigrationFiles.class.getResource("/" + LOCATION);
      if (folder == null) {
        throw new IllegalStateException("this build carries no migrations");
      }
      return folder.getProtocol().equals("jar")
          ? insideJar(folder.toURI())
          : in(Path.of(folder.toURI()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  int latest() {
    return up.isEmpty() ? 0 : up.lastKey();
  }

  /** Version to description, oldest first. */
  NavigableMap<Integer, String> versions() {
    return up;
  }

  String scriptDown(int version) {
    String file = down.get(version);
    if (file == null) {
      throw new IllegalStateException("version " + version + " has no way down");
    }
    return read(file);
  }

  private static MigrationFiles insideJar(URI folder) throws IOException {
    try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
      return in(jar.getPath("/" + LOCATION));
    }
  }

  private static MigrationFiles in(Path folder) throws IOException {
    MigrationFiles found = new MigrationFiles();
    try (Stream<Path> files = Files.list(folder)) {
      files.map(file -> file.getFileName().toString()).forEach(found::add);
    }
    return found;
  }

  private void add(String file) {
    Matcher name = NAME.matcher(file);
    if (!name.matches()) {
      throw new IllegalStateException("not the name of a migration: " + file);
    }
    int version = Integer.parseInt(name.group(2));
    if (name.group(1).equals("V")) {
      up.put(version, name.group(3).replace('_', ' '));
    } else {
      down.put(version, file);
    }
  }

  private static String read(String file) {
    try (InputStream in = MigrationFiles.class.getResourceAsStream("/" + LOCATION + "/" + file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
