package dev.stackyn.identity.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.identity.domain.User;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;

/** A user, as he sees himself when he signs in. */
@Serdeable
@Schema(name = "SignedInUser")
record UserAnswer(
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
        String companyName) {

  static UserAnswer of(User user) {
    return new UserAnswer(
        user.id().toString(),
        user.email().value(),
        user.profile().fullName().orElse(null),
        user.profile().companyName().orElse(null));
  }
}
