package dev.stackyn.identity.adapters.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stackyn.identity.domain.Email;
import dev.stackyn.identity.domain.Letter;
import dev.stackyn.identity.domain.MailSettings.SmtpServer;
import dev.stackyn.identity.domain.MailSettings.SmtpServer.Login;
import dev.stackyn.identity.ports.Mailer;
import dev.stackyn.kernel.Secret;
import dev.stackyn.testing.FakeMailServer;
import dev.stackyn.testing.ManualClock;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmtpMailerTest extends MailerContract {
  private FakeMailServer server;

  @BeforeEach
  void start() throws IOException {
    server = FakeMailServer.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Override
  Mailer mailer() {
    return mailer(Optional.empty());
  }

  @Override
  String delivered() {
    return server.received().getFirst();
  }

  @Test
  void itLogsInWhenItHasSomethingToLogInWith() throws Mailer.Undelivered {
    mailer(Optional.of(new Login("us", new Secret("secret"))))
        .deliver(new Letter(new Email("ada@example.com"), "Your code", "123456"));

    assertThat(server.commands()).anyMatch(command -> command.startsWith("AUTH PLAIN"));
    assertThat(server.received()).hasSize(1);
  }

  @Test
  void aMailServerThatIsAwayIsWorthAnotherTry() throws IOException {
    server.close();

    assertThat(failure(mailer()).isForGood()).isFalse();
  }

  @Test
  void anAddressThatTheServerRefusesIsNotTriedAgain() {
    server.refuseRecipients("550 no such person");

    Mailer.Undelivered failure = failure(mailer());

    assertThat(failure.isForGood()).isTrue();
    assertThat(failure)
        .hasMessageNotContaining("ada@example.com")
        .hasMessageNotContaining("123456");
  }

  @Test
  void anAddressThatTheServerCannotTakeYetIsTriedAgain() {
    server.refuseRecipients("450 come back later");

    assertThat(failure(mailer()).isForGood()).isFalse();
  }

  private static Mailer.Undelivered failure(Mailer mailer) {
    return catchThrowableOfType(
        Mailer.Undelivered.class,
        () -> mailer.deliver(new Letter(new Email("ada@example.com"), "Your code", "123456")));
  }

  private Mailer mailer(Optional<Login> login) {
    return new SmtpMailer(
        new SmtpServer("127.0.0.1", server.port(), false, login), FROM, new ManualClock());
  }
}
