package dev.stackyn.billing.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.billing.domain.Customer;
import dev.stackyn.billing.domain.Entitlement;
import dev.stackyn.billing.domain.Limits;
import dev.stackyn.billing.domain.Trial;
import dev.stackyn.identity.domain.User;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Function;

/** A user, as he sees himself: who he is, what he has, and what he uses of it. */
@Serdeable
@Schema(name = "Me")
record MeAnswer(
    @Schema(example = "0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23") String id,
    @Schema(example = "ada@example.com") String email,
    @Schema(name = "full_name", example = "Ada Lovelace")
        @JsonProperty("full_name")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String fullName,
    @Schema(name = "company_name", example = "Analytical Engines")
        @JsonProperty("company_name")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String companyName,
    @Schema(name = "email_verified") @JsonProperty("email_verified") boolean emailVerified,
    @Schema(example = "pro") String plan,
    @Schema(
            name = "billing_status",
            description = "One of trial, active, expired.",
            example = "active")
        @JsonProperty("billing_status")
        String billingStatus,
    @Schema(name = "created_at") @JsonProperty("created_at") Instant createdAt,
    @Schema(name = "updated_at") @JsonProperty("updated_at") Instant updatedAt,
    QuotaAnswer quota,
    SubscriptionAnswer subscription) {

  /** Where the plan comes from, and how long it lasts. */
  @Serdeable
  @Schema(name = "Subscription")
  record SubscriptionAnswer(
      @Schema(description = "One of trial, active, expired, cancelled.", example = "active")
          String status,
      @Schema(example = "pro") String plan,
      @Schema(name = "trial_started_at")
          @JsonProperty("trial_started_at")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable
          Instant trialStartedAt,
      @Schema(name = "trial_ends_at")
          @JsonProperty("trial_ends_at")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable
          Instant trialEndsAt,
      @Schema(name = "ram_limit_mb", example = "2048") @JsonProperty("ram_limit_mb") int ramLimitMb,
      @Schema(name = "disk_limit_gb", example = "20") @JsonProperty("disk_limit_gb")
          int diskLimitGb) {

    static SubscriptionAnswer of(Entitlement entitlement) {
      Limits limits = entitlement.limits();
      return new SubscriptionAnswer(
          word(entitlement.status()),
          entitlement.plan().name().value(),
          trialTime(entitlement, Trial::startedAt),
          trialTime(entitlement, Trial::endsAt),
          limits.memoryMb(),
          limits.diskMb() / 1024);
    }

    private static @Nullable Instant trialTime(
        Entitlement entitlement, Function<Trial, Instant> part) {
      return entitlement.trial().map(part).map(MeAnswer::toTheSecond).orElse(null);
    }
  }

  static MeAnswer of(Customer customer) {
    User user = customer.user();
    Entitlement entitlement = customer.entitlement();
    return new MeAnswer(
        user.id().toString(),
        user.email().value(),
        user.profile().fullName().orElse(null),
        user.profile().companyName().orElse(null),
        user.standing().emailVerified(),
        entitlement.plan().name().value(),
        word(entitlement.billing()),
        toTheSecond(user.dates().createdAt()),
        toTheSecond(user.dates().updatedAt()),
        QuotaAnswer.of(customer),
        SubscriptionAnswer.of(entitlement));
  }

  static Instant toTheSecond(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
