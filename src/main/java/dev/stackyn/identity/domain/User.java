package dev.stackyn.identity.domain;

import dev.stackyn.kernel.UserId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Somebody with an account here. */
public record User(UserId id, Email email, Profile profile, Standing standing, Dates dates) {

  /** What he may do, and whether he may come in at all. */
  public record Standing(
      Role role, boolean emailVerified, int tokenVersion, Optional<Instant> suspendedAt) {
    public Standing {
      Objects.requireNonNull(role, "role");
    }
  }

  /** When he came, and when his row last changed. */
  public record Dates(Instant createdAt, Instant updatedAt) {}

  public User {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(email, "email");
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(standing, "standing");
    Objects.requireNonNull(dates, "dates");
  }

  public boolean isAdmin() {
    return standing.role == Role.ADMIN;
  }

  public boolean isSuspended() {
    return standing.suspendedAt.isPresent();
  }

  User with(Profile newProfile, Instant now) {
    return changed(newProfile, standing, now);
  }

  User withRole(Role role, Instant now) {
    return changed(
        profile,
        new Standing(role, standing.emailVerified, standing.tokenVersion, standing.suspendedAt),
        now);
  }

  /** He has shown that he reads the mail that is sent to his address. */
  User verified(Instant now) {
    return changed(
        profile,
        new Standing(standing.role, true, standing.tokenVersion, standing.suspendedAt),
        now);
  }

  /** From now on nobody comes in as him. */
  User suspended(Instant now) {
    return changed(
        profile,
        new Standing(
            standing.role,
            standing.emailVerified,
            standing.tokenVersion + 1,
            standing.suspendedAt.or(() -> Optional.of(now))),
        now);
  }

  User unsuspended(Instant now) {
    return changed(
        profile,
        new Standing(
            standing.role, standing.emailVerified, standing.tokenVersion, Optional.empty()),
        now);
  }

  /** Every session that was begun before is worthless from now on. */
  User signedOutEverywhere(Instant now) {
    return changed(
        profile,
        new Standing(
            standing.role, standing.emailVerified, standing.tokenVersion + 1, standing.suspendedAt),
        now);
  }

  private User changed(Profile newProfile, Standing newStanding, Instant now) {
    return new User(id, email, newProfile, newStanding, new Dates(dates.createdAt, now));
  }
}
