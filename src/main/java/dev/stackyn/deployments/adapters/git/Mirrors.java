package dev.stackyn.deployments.adapters.git;

import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.GitCredential;
import dev.stackyn.deployments.engine.Repository;
import dev.stackyn.kernel.Stop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The repositories that are kept, one folder each. A folder belongs to a URL and the credential it
 * was read with: whoever comes with another credential, or with none, gets another folder, and
 * everybody asks the host first.
 */
final class Mirrors {
  /** A deploy adds a pack; beyond so many, one fresh fetch is cheaper than looking through all. */
  private static final int MOST_PACKS = 50;

  private final Path folder;
  private final long mostObjectBytes;
  private final Clock clock;

  Mirrors(Path folder, long mostObjectBytes, Clock clock) {
    this.folder = folder;
    this.mostObjectBytes = mostObjectBytes;
    this.clock = clock;
  }

  /** What is done with a mirror while nobody else uses it. */
  interface Use<T> {
    T of(MirrorRepository mirror) throws IOException;
  }

  /**
   * Hands over the mirror, made if need be. When the use fails and neither host nor user are the
   * reason, the mirror is: it is thrown away, and the use is tried once more on a new one.
   */
  <T> T use(Repository repository, FetchWatch watch, Use<T> use) throws IOException {
    QuietSystem.install();
    Path mirror = path(repository);
    Files.createDirectories(folder);
    try (FolderLock _ = FolderLock.await(mirror, watch)) {
      boolean fresh = prepare(mirror);
      try {
        return used(mirror, use);
      } catch (DeployFailure | Stop.Stopped e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        watch.check();
        if (fresh) {
          throw e;
        }
        Folders.delete(mirror);
        return used(mirror, use);
      }
    }
  }

  /** Starts it anew, for a use that needs more of the past than a mirror has. */
  void discard(MirrorRepository mirror) throws IOException {
    Path path = mirror.getDirectory().toPath();
    Folders.delete(path);
    mirror.create(true);
  }

  void forget(Repository repository, FetchWatch watch) throws IOException {
    Path mirror = path(repository);
    if (Files.exists(mirror)) {
      try (FolderLock _ = FolderLock.await(mirror, watch)) {
        Folders.delete(mirror);
      }
    }
  }

  /** The bytes that are freed; or would be, if not really. */
  long collect(long mostBytes, boolean really) throws IOException {
    List<Kept> kept = kept();
    long surplus = kept.stream().mapToLong(Kept::bytes).sum() - mostBytes;
    long freed = 0;
    for (Kept oldest : kept) {
      if (freed >= surplus) {
        break;
      }
      Optional<FolderLock> lock = FolderLock.tryTake(oldest.mirror());
      if (lock.isPresent()) {
        try (FolderLock _ = lock.get()) {
          if (really) {
            Folders.delete(oldest.mirror());
          }
          freed += oldest.bytes();
        }
      }
    }
    return freed;
  }

  Path path(Repository repository) {
    return folder.resolve(key(repository));
  }

  private record Kept(Path mirror, Instant used, long bytes) {}

  private List<Kept> kept() throws IOException {
    List<Kept> kept = new ArrayList<>();
    if (Files.exists(folder)) {
      try (Stream<Path> entries = Files.list(folder)) {
        for (Path mirror : entries.filter(Files::isDirectory).toList()) {
          Path lock = FolderLock.file(mirror);
          Instant used =
              Files.exists(lock) ? Files.getLastModifiedTime(lock).toInstant() : Instant.EPOCH;
          kept.add(new Kept(mirror, used, Folders.size(mirror)));
        }
      }
    }
    kept.sort(Comparator.comparing(Kept::used));
    return kept;
  }

  private <T> T used(Path path, Use<T> use) throws IOException {
    try (MirrorRepository mirror = MirrorRepository.at(path, mostObjectBytes)) {
      if (!Files.exists(path.resolve("config"))) {
        mirror.create(true);
      }
      T result = use.of(mirror);
      FolderLock.touch(path, clock.instant());
      return result;
    }
  }

  /**
   * Whether there is no mirror yet. Of one that is there, what a killed process left is removed:
   * the lock is ours, so nobody is at work behind these files.
   */
  private static boolean prepare(Path mirror) throws IOException {
    if (!Files.exists(mirror.resolve("config"))) {
      Folders.delete(mirror);
      return true;
    }
    Path packs = mirror.resolve("objects").resolve("pack");
    if (count(packs, ".pack") > MOST_PACKS) {
      Folders.delete(mirror);
      return true;
    }
    try (Stream<Path> files = Files.walk(mirror)) {
      for (Path file : files.filter(Mirrors::isLeftover).toList()) {
        Files.deleteIfExists(file);
      }
    }
    return false;
  }

  private static boolean isLeftover(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".lock")
        || name.endsWith(".keep")
        || name.startsWith("incoming_")
        || name.startsWith("noz");
  }

  private static long count(Path folder, String suffix) throws IOException {
    if (!Files.exists(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).count();
    }
  }

  private static String key(Repository repository) {
    String credential =
        repository
            .credential()
            .map(given ->
                switch (given) {
                  case GitCredential.Token(var user, var token) ->
                      "token\n" + user.orElse("") + "\n" + token.reveal();
                  case GitCredential.DeployKey(var key) -> "key\n" + key.reveal();
                })
            .orElse("");
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(
                  (repository.url().text() + "\n" + credential).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
