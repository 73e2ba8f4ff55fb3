package dev.stackyn.identity.adapters.mail;

import dev.stackyn.identity.domain.Letter;
import dev.stackyn.identity.ports.Mailer;
import dev.stackyn.kernel.Ids;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes letters into a folder, for platforms without a mail server. */
final class FileMailer implements Mailer {
  private static final Logger LOG = LoggerFactory.getLogger(FileMailer.class);

  private final Path folder;
  private final String from;
  private final Ids ids;
  private final Clock clock;

  FileMailer(Path folder, String from, Ids ids, Clock clock) {
    this.folder = folder;
    this.from = from;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public void deliver(Letter letter) throws Undelivered {
    // The ids sort by time, so the newest letter is the last file.
    String name = ids.next().toString();
    Path unfinished = folder.resolve(name + ".unfinished");
    Path file = folder.resolve(name + ".eml");
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.createFile(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (OutputStream out = Files.newOutputStream(unfinished, StandardOpenOption.WRITE)) {
        Letters.message(Session.getInstance(new Properties()), from, letter, clock.instant())
            .writeTo(out);
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      LOG.info("No mail server is configured: a letter was written to {}", file);
    } catch (IOException | MessagingException e) {
      throw new Undelivered(
          "a letter cannot be written to the folder of letters: " + e.getClass().getSimpleName(),
          false);
    }
  }
}
