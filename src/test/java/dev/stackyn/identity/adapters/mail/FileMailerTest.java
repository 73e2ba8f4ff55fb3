package dev.stackyn.identity.adapters.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.identity.domain.Email;
import dev.stackyn.identity.domain.Letter;
import dev.stackyn.identity.ports.Mailer;
import dev.stackyn.kernel.Ids;
import dev.stackyn.testing.FixedRandom;
import dev.stackyn.testing.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMailerTest extends MailerContract {
  @TempDir Path home;

  @Override
  Mailer mailer() {
    ManualClock clock = new ManualClock();
    return new FileMailer(home.resolve("mail"), FROM, new Ids(clock, new FixedRandom()), clock);
  }

  @Override
  String delivered() {
    try {
      return Files.readString(files().getFirst());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void lettersAreForTheOwnerAlone() throws Exception {
    mailer().deliver(new Letter(new Email("ada@example.com"), "Your code", "123456"));

    assertThat(files()).singleElement().asString().endsWith(".eml");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().getFirst())))
        .isEqualTo("rw-------");
  }

  @Test
  void aFolderThatCannotBeWrittenIsWorthAnotherTry() throws IOException {
    Files.writeString(home.resolve("mail"), "in the way");

    assertThatThrownBy(
            () -> mailer().deliver(new Letter(new Email("ada@example.com"), "Your code", "123456")))
        .isInstanceOfSatisfying(Mailer.Undelivered.class, e -> assertThat(e.isForGood()).isFalse())
        .hasMessageNotContaining("123456");

    assertThat(home.resolve("mail")).hasContent("in the way");
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(home.resolve("mail"))) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
