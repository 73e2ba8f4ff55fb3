package dev.stackyn.billing.domain;

import dev.stackyn.identity.domain.Email;
import dev.stackyn.identity.domain.Hash;
import dev.stackyn.kernel.UserId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Something that the payment provider tells about a purchase. */
public record Notice(Hash hash, Buyer buyer, String purchase, Instant at, News news) {

  /** Who bought, as far as the provider knows: the user the checkout was for, or an address. */
  public record Buyer(Optional<UserId> user, Optional<Email> email) {
    public Buyer {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(email, "email");
    }
  }

  /** What has happened to the purchase. */
  public sealed interface News {}

  /** It is paid for, and goes on. */
  public record Bought(PlanName plan) implements News {}

  /** It is not renewed, and good until then. */
  public record Cancelled(PlanName plan, Instant endsAt) implements News {}

  /** It is good no longer. */
  public record Ended() implements News {}

  /** A payment for it has arrived. */
  public record Paid() implements News {}

  /** A payment for it was due and did not arrive; the provider will try again, or end it. */
  public record PaymentFailed() implements News {}

  /** What became of a notice. */
  public enum Outcome {
    DONE,
    /** It was told before. */
    REPEATED,
    /** Newer news of the same purchase have come already. */
    STALE,
    /** It is about another purchase than the one that counts. */
    OTHER_PURCHASE,
    /** From where the subscription stands, there is no way to there. */
    IMPOSSIBLE,
    UNKNOWN_USER,
    UNKNOWN_PLAN
  }

  public Notice {
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(buyer, "buyer");
    Objects.requireNonNull(purchase, "purchase");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(news, "news");
  }

  Purchase goingOn() {
    return new Purchase(purchase, at, Optional.empty());
  }

  Purchase until(Instant end) {
    return new Purchase(purchase, at, Optional.of(end));
  }
}
