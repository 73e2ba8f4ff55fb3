package dev.stackyn.apps.adapters.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.apps.domain.SealedLogin;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/** Who pulls from a registry; the password is never shown. */
@Serdeable
@Schema(name = "RegistryLogin")
record RegistryAnswer(
    @Schema(example = "ghcr.io") String host,
    @Schema(example = "ada") String user,
    @Schema(name = "created_at") @JsonProperty("created_at") Instant createdAt,
    @Schema(name = "updated_at") @JsonProperty("updated_at") Instant updatedAt) {

  static RegistryAnswer of(SealedLogin login) {
    return new RegistryAnswer(
        login.host().value(),
        login.user(),
        DeploymentAnswer.toTheMillisecond(login.createdAt()),
        DeploymentAnswer.toTheMillisecond(login.updatedAt()));
  }

  static List<RegistryAnswer> of(List<SealedLogin> logins) {
    return logins.stream().map(RegistryAnswer::of).toList();
  }
}
