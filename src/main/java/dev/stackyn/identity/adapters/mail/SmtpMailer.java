package dev.stackyn.identity.adapters.mail;

import dev.stackyn.identity.domain.Letter;
import dev.stackyn.identity.domain.MailSettings.SmtpServer;
import dev.stackyn.identity.domain.MailSettings.SmtpServer.Login;
import dev.stackyn.identity.ports.Mailer;
import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.Clock;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands letters to a mail server. */
final class SmtpMailer implements Mailer {
  private static final Logger LOG = LoggerFactory.getLogger(SmtpMailer.class);
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
  public void deliver(Letter letter) {
    try {
      Transport.send(Letters.message(session, from, letter, clock.instant()));
    } catch (MessagingException e) {
      // Neither the letter nor the exchange with the server is logged: both may hold secrets.
      LOG.warn("A letter could not be handed to the mail server: {}", reason(e));
    }
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

  private static String reason(MessagingException e) {
    @Nullable Throwable cause = e.getCause();
    return cause == null
        ? e.getClass().getSimpleName()
        : e.getClass().getSimpleName() + " (" + cause.getClass().getSimpleName() + ")";
  }
}
