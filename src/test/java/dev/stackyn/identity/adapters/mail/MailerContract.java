package dev.stackyn.identity.adapters.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.identity.domain.Email;
import dev.stackyn.identity.domain.Letter;
import dev.stackyn.identity.ports.Mailer;
import org.junit.jupiter.api.Test;

/** What every mailer keeps. */
abstract class MailerContract {
  static final String FROM = "noreply@example.com";

  abstract Mailer mailer();

  /** The one letter that was delivered, as it is on the wire or on the disk. */
  abstract String delivered();

  @Test
  void aLetterArrivesWithEverythingThatIsOnIt() throws Mailer.Undelivered {
    mailer()
        .deliver(
            new Letter(new Email("ada@example.com"), "Your code", "It is 123456.\nFarewell.\n"));

    assertThat(delivered())
        .contains("From: " + FROM)
        .contains("To: ada@example.com")
        .contains("Subject: Your code")
        .contains("It is 123456.")
        .contains("Farewell.")
        .contains("Message-ID: <")
        .contains("Date: ");
  }

  @Test
  void lettersOfOtherAlphabetsArriveToo() throws Mailer.Undelivered {
    mailer().deliver(new Letter(new Email("ada@example.com"), "Grüße", "Schöne Grüße"));

    assertThat(delivered()).contains("Subject: =?UTF-8?", "charset=UTF-8").doesNotContain("??");
  }
}
