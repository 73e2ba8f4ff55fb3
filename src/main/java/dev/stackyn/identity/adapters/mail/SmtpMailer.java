package dev.stackyn.identity.adapters.mail;

import dev.stackyn.identity.domain.Letter;
import dev.stackyn.identity.domain.MailSettings.SmtpServer;
import dev.stackyn.identity.domain.MailSettings.SmtpServer.Login;
import dev.stackyn.identity.ports.Mailer;
import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.Clock;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/** Hands letters to a mail server. */
final class SmtpMailer implements Mailer {
  private static final String PATIENCE_MILLIS = "10000";

  private final Session session;
  private final String from;
  private final Clock clock;

  SmtpMailer(SmtpServer server, String from, Clock clock) {
    this.session =
        Session.getInstance(
            properties(server), server.login().map(SmtpMailer::authenticator).orElse(null));
    this.from = from;
    this.clock = clock;
  }

  @Override
  public void deliver(Letter letter) throws Undelivered {
    try {
      Transport.send(Letters.message(session, from, letter, clock.instant()));
    } catch (SendFailedException e) {
      throw new Undelivered("the mail server refuses: " + reason(e), isRefused(e));
    } catch (MessagingException e) {
      throw new Undelivered("the mail server does not take letters: " + reason(e), false);
    }
  }

  /** An address that the server does not know today it will not know tomorrow. */
  private static boolean isRefused(SendFailedException e) {
    return e instanceof SMTPSendFailedException refused
        ? refused.getReturnCode() / 100 == 5
        : e.getNextException() instanceof SMTPAddressFailedException address
            && address.getReturnCode() / 100 == 5;
  }

  private static Properties properties(SmtpServer server) {
    String protocol = server.tlsFirst() ? "smtps" : "smtp";
    String prefix = "mail." + protocol + ".";
    Properties properties = new Properties();
    properties.setProperty("mail.transport.protocol", protocol);
    properties.setProperty("mail.transport.protocol.rfc822", protocol);
    properties.setProperty(prefix + "host", server.host());
    properties.setProperty(prefix + "port", String.valueOf(server.port()));
    properties.setProperty(prefix + "auth", String.valueOf(server.login().isPresent()));
    properties.setProperty(prefix + "starttls.enable", "true");
    properties.setProperty(prefix + "ssl.checkserveridentity", "true");
    properties.setProperty(prefix + "connectiontimeout", PATIENCE_MILLIS);
    properties.setProperty(prefix + "timeout", PATIENCE_MILLIS);
    properties.setProperty(prefix + "writetimeout", PATIENCE_MILLIS);
    return properties;
  }

  private static Authenticator authenticator(Login login) {
    return new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        return new PasswordAuthentication(login.user(), login.password().reveal());
      }
    };
  }

  /** Neither the letter nor the exchange with the server is repeated: both may hold secrets. */
  private static String reason(MessagingException e) {
    @Nullable Throwable cause = e.getCause();
    return cause == null
        ? e.getClass().getSimpleName()
        : e.getClass().getSimpleName() + " (" + cause.getClass().getSimpleName() + ")";
  }
}
