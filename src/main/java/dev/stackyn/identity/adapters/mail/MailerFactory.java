package dev.stackyn.identity.adapters.mail;

import dev.stackyn.identity.domain.IdentitySettings;
import dev.stackyn.identity.domain.MailSettings;
import dev.stackyn.identity.ports.Mailer;
import dev.stackyn.kernel.Ids;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

@Factory
final class MailerFactory {

  @Singleton
  Mailer mailer(IdentitySettings settings, Ids ids, Clock clock) {
    MailSettings mail = settings.mail();
    return mail.server()
        .<Mailer>map(server -> new SmtpMailer(server, mail.from(), clock))
        .orElseGet(() -> new FileMailer(mail.folder(), mail.from(), ids, clock));
  }
}
