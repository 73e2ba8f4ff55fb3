package dev.stackyn.identity.domain;

import dev.stackyn.identity.domain.IdentitySettings.FirstAdminSettings;
import dev.stackyn.identity.ports.Announcer;
import dev.stackyn.kernel.RandomSource;
import dev.stackyn.kernel.Secret;
import dev.stackyn.platform.domain.DatabaseArrival;
import jakarta.inject.Singleton;
import java.util.Base64;
import java.util.Optional;

/**
 * Makes the first administrator of a new database. There is no default password: one that was not
 * given is made, and told once to whoever started the platform.
 */
@Singleton
public class FirstAdmin implements DatabaseArrival {
  private static final int PASSWORD_BYTES = 15;

  private final FirstAdminSettings settings;
  private final FirstAdminMaking making;
  private final Passwords passwords;
  private final RandomSource random;
  private final Announcer announcer;

  public FirstAdmin(
      IdentitySettings settings,
      FirstAdminMaking making,
      Passwords passwords,
      RandomSource random,
      Announcer announcer) {
    this.settings = settings.firstAdmin();
    this.making = making;
    this.passwords = passwords;
    this.random = random;
    this.announcer = announcer;
  }

  @Override
  public void databaseArrived() {
    if (making.isDone()) {
      return;
    }
    Optional<Password> given = settings.password();
    Password password = given.orElseGet(this::madeUp);
    boolean made = making.make(settings.email(), passwords.hash(password));
    if (made && given.isEmpty()) {
      announcer.say(
          "The first administrator is "
              + settings.email()
              + " with the password "
              + password.secret().reveal()
              + " (change it after signing in).");
    }
  }

  private Password madeUp() {
    return new Password(
        new Secret(
            Base64.getUrlEncoder().withoutPadding().encodeToString(random.bytes(PASSWORD_BYTES))));
  }
}
