package dev.stackyn.testing;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The letters that a platform without a mail server has written. */
public final class MailFolder {
  private static final Pattern CODE = Pattern.compile("\\b(\\d{6})\\b");

  private final Path folder;

  /** One letter. */
  public record Received(String to, String from, String subject, String text) {}

  MailFolder(Path folder) {
    this.folder = folder;
  }

  /** Oldest first. */
  public List<Received> letters() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".eml"))
          .sorted(Comparator.comparing(Path::getFileName))
          .map(MailFolder::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<Received> lettersTo(String email) {
    return letters().stream().filter(letter -> letter.to.equals(email)).toList();
  }

  /** The code of the letter that this makes arrive. */
  public String codeAfter(String email, Runnable asking) {
    int before = lettersTo(email).size();
    asking.run();
    Eventually.that("a letter to " + email, () -> lettersTo(email).size() > before);
    return newestCode(email);
  }

  /** The code of the first letter that is there, waiting for one. */
  public String codeFor(String email) {
    Eventually.that("a letter to " + email, () -> !lettersTo(email).isEmpty());
    return newestCode(email);
  }

  private String newestCode(String email) {
    Matcher matcher = CODE.matcher(lettersTo(email).getLast().text());
    if (!matcher.find()) {
      throw new AssertionError("there is no code in the newest letter to " + email);
    }
    return matcher.group(1);
  }

  private static Received read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), in);
      return new Received(
          message.getAllRecipients()[0].toString(),
          message.getFrom()[0].toString(),
          message.getSubject(),
          String.valueOf(message.getContent()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }
}
