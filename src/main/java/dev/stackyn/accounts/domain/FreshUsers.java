package dev.stackyn.accounts.domain;

import dev.stackyn.identity.domain.Email;
import dev.stackyn.identity.domain.SignUps;
import dev.stackyn.identity.domain.User;
import dev.stackyn.kernel.RandomSource;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

/** Makes users that nobody has asked for by name. */
@Singleton
public class FreshUsers {
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int LENGTH = 10;

  private final SignUps signUps;
  private final RandomSource random;
  private final AccountsSettings settings;

  public FreshUsers(SignUps signUps, RandomSource random, AccountsSettings settings) {
    this.signUps = signUps;
    this.random = random;
    this.settings = settings;
  }

  @Transactional
  User make(String actor, boolean verified) {
    Email email = address();
    return signUps
        .add(actor, email, verified)
        .orElseThrow(() -> new IllegalStateException("there is a " + email + " already"));
  }

  /** Nobody can foresee it, and sign up with it before. */
  private Email address() {
    StringBuilder name = new StringBuilder("user-");
    for (int i = 0; i < LENGTH; i++) {
      name.append(LETTERS.charAt(random.below(LETTERS.length())));
    }
    return new Email(name + "@" + settings.domain());
  }
}
