package dev.stackyn.identity.adapters.keys;

import dev.stackyn.identity.ports.Announcer;
import dev.stackyn.platform.domain.PlatformSettings;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that only the platform's own user can read. Standard output is the log, and logs are kept,
 * shipped, and read by others; the launcher shows this note once, and throws it away.
 */
@Singleton
final class NoteInHome implements Announcer {
  private static final Logger LOG = LoggerFactory.getLogger(NoteInHome.class);

  private final Path note;

  NoteInHome(PlatformSettings settings) {
    this.note = settings.home().resolve("run").resolve("first-admin");
  }

  @Override
  public void say(String text) {
    try {
      Files.createDirectories(note.getParent());
      Files.deleteIfExists(note);
      Files.createFile(
          note, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(note, text + "\n");
      LOG.info("The first administrator and the password are in {}", note);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
