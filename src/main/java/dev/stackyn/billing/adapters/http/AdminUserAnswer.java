package dev.stackyn.billing.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.billing.domain.Customer;
import dev.stackyn.identity.domain.User;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** A user, as administrators see him. */
@Serdeable
@Schema(name = "AdminUser")
record AdminUserAnswer(
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
    @Schema(name = "is_admin") @JsonProperty("is_admin") boolean isAdmin,
    boolean suspended,
    @Schema(name = "created_at") @JsonProperty("created_at") Instant createdAt,
    @Schema(name = "updated_at") @JsonProperty("updated_at") Instant updatedAt,
    QuotaAnswer quota) {

  static AdminUserAnswer of(Customer customer) {
    User user = customer.user();
    return new AdminUserAnswer(
        user.id().toString(),
        user.email().value(),
        user.profile().fullName().orElse(null),
        user.profile().companyName().orElse(null),
        user.standing().emailVerified(),
        customer.entitlement().plan().name().value(),
        MeAnswer.word(customer.entitlement().billing()),
        user.isAdmin(),
        user.isSuspended(),
        MeAnswer.toTheSecond(user.dates().createdAt()),
        MeAnswer.toTheSecond(user.dates().updatedAt()),
        QuotaAnswer.of(customer));
  }
}
