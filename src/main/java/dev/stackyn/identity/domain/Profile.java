package dev.stackyn.identity.domain;

import dev.stackyn.kernel.Refusal;
import java.util.Optional;

/** What a user says about himself. */
public record Profile(Optional<String> fullName, Optional<String> companyName) {
  public static final Profile EMPTY = new Profile(Optional.empty(), Optional.empty());
  private static final int LONGEST = 200;

  public Profile {
    fullName = fullName.map(name -> checked("full_name", name)).filter(name -> !name.isEmpty());
    companyName =
        companyName.map(name -> checked("company_name", name)).filter(name -> !name.isEmpty());
  }

  /** What is said replaces what was there; what is not said stays. An empty text takes it away. */
  public Profile with(Optional<String> newFullName, Optional<String> newCompanyName) {
    return new Profile(newFullName.or(() -> fullName), newCompanyName.or(() -> companyName));
  }

  private static String checked(String field, String name) {
    String stripped = name.strip();
    if (stripped.length() > LONGEST) {
      throw Refusal.invalid(field, "must be at most " + LONGEST + " characters long");
    }
    if (stripped.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.invalid(field, "must not contain control characters");
    }
    return stripped;
  }
}
