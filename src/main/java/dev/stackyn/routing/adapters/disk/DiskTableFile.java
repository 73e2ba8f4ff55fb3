package dev.stackyn.routing.adapters.disk;

import dev.stackyn.kernel.AppId;
import dev.stackyn.platform.domain.DatabaseSettings.Location;
import dev.stackyn.platform.domain.PlatformSettings;
import dev.stackyn.routing.domain.Route;
import dev.stackyn.routing.domain.RouteTable;
import dev.stackyn.routing.ports.TableFile;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link TableFile} in the platform's home. Nothing is forced to the disk: what a crash of the host
 * could spoil is from before its start, and is not taken any more.
 */
@Singleton
final class DiskTableFile implements TableFile {
  private static final Logger LOG = LoggerFactory.getLogger(DiskTableFile.class);
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path file;
  private final Path unfinished;
  private final TableText text;
  private final Clock clock;
  private boolean inTrouble;

  @Inject
  DiskTableFile(PlatformSettings settings, Clock clock) {
    this(
        settings.home().resolve("run").resolve("routes"),
        new TableText(boot(), mark(settings.database().location())),
        clock);
  }

  DiskTableFile(Path file, TableText text, Clock clock) {
    this.file = file;
    this.unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    this.text = text;
    this.clock = clock;
  }

  @Override
  public Optional<Origin> origin() {
    try (InputStream in = Files.newInputStream(file)) {
      FileTime confirmed = Files.getLastModifiedTime(file);
      return text.platform(in.readNBytes(TableText.LONGEST_HEAD))
          .map(platform -> new Origin(platform, confirmed.toInstant()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      return unusable(e, Optional.empty());
    }
  }

  @Override
  public List<Route> routes(Map<AppId, Set<InetAddress>> residents) {
    try {
      if (Files.size(file) > TableText.LARGEST) {
        throw new IOException("the file is too large");
      }
      return text.routes(Files.readAllBytes(file), residents);
    } catch (IOException e) {
      return unusable(e, List.of());
    }
  }

  private static <T> T unusable(IOException e, T nothing) {
    LOG.warn("The routes of the last run cannot be used, requests wait: {}", e.getMessage());
    return nothing;
  }

  @Override
  public boolean keep(String platform, RouteTable table, BooleanSupplier wanted) {
    if (!text.isOfSomeBoot()) {
      return false;
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      write(platform, table);
      boolean done = publish(wanted);
      inTrouble = false;
      return done;
    } catch (IOException e) {
      complain("The routes cannot be kept for the next start, which will wait for the database", e);
      remove(unfinished);
      return false;
    }
  }

  private void write(String platform, RouteTable table) throws IOException {
    Files.deleteIfExists(unfinished);
    Files.createFile(unfinished, OWNER_ONLY);
    // Not a channel: whoever ends this thread would close it.
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
      text.write(platform, table, out);
    }
    Files.setLastModifiedTime(unfinished, FileTime.from(clock.instant()));
  }

  /** Nobody discards between the question and the move. */
  private synchronized boolean publish(BooleanSupplier wanted) throws IOException {
    if (!wanted.getAsBoolean()) {
      Files.deleteIfExists(unfinished);
      return false;
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  @Override
  public boolean confirm() {
    try {
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
      return true;
    } catch (IOException e) {
      LOG.debug("It will be written again", e);
      return false;
    }
  }

  @Override
  public synchronized void discard() {
    remove(file);
  }

  private void remove(Path unwanted) {
    try {
      Files.deleteIfExists(unwanted);
    } catch (IOException e) {
      complain("Routes that were kept and count no more cannot be removed", e);
    }
  }

  /** Said once, not at every change. */
  private synchronized void complain(String what, IOException e) {
    if (!inTrouble) {
      LOG.warn("{}: {}", what, e.toString());
    }
    inTrouble = true;
  }

  /** Of a system that does not tell one start from the next nothing is kept. */
  private static String boot() {
    try {
      return Files.readString(BOOT).strip();
    } catch (IOException e) {
      return "";
    }
  }

  /** Enough to notice that the settings name another one. */
  private static String mark(Location database) {
    String name =
        switch (database) {
          case Location.Embedded(Path folder) -> folder.toString();
          case Location.External external -> external.jdbcUrl() + " " + external.user();
        };
    return Integer.toHexString(name.hashCode());
  }
}
