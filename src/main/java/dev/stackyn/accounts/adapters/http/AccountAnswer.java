package dev.stackyn.accounts.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.accounts.domain.Account;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** An account, as administrators see it. */
@Serdeable
@Schema(name = "Account")
record AccountAnswer(
    @Schema(example = "12") long id,
    @Schema(example = "user-k3f9x2m7qa@example.com") String email,
    @Schema(example = "user-k3f9x2m7qa") String username,
    @Schema(description = "One of pending, active, suspended, banned.", example = "active")
        String status,
    @Schema(description = "Whether somebody has shown that he reads its mail.") boolean verified,
    @Schema(
            name = "job_id",
            description = "The job that made it, unless somebody signed up by himself.",
            example = "0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23")
        @JsonProperty("job_id")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String jobId,
    @Schema(example = "Class of 2027") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String notes,
    @Schema(name = "created_at") @JsonProperty("created_at") Instant createdAt,
    @Schema(name = "updated_at") @JsonProperty("updated_at") Instant updatedAt) {

  static AccountAnswer of(Account account) {
    return new AccountAnswer(
        account.id().value(),
        account.holder().email().value(),
        account.holder().username().value(),
        account.status().word(),
        account.state().verified(),
        account.origin().job().map(Object::toString).orElse(null),
        account.notes().isEmpty() ? null : account.notes().text(),
        account.origin().createdAt().truncatedTo(ChronoUnit.MILLIS),
        account.origin().updatedAt().truncatedTo(ChronoUnit.MILLIS));
  }
}
