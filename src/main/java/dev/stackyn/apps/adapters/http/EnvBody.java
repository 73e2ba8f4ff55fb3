package dev.stackyn.apps.adapters.http;

import dev.stackyn.apps.domain.EnvKey;
import dev.stackyn.apps.domain.EnvValue;
import dev.stackyn.apps.domain.Fields;
import dev.stackyn.apps.domain.NewVar;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/** One variable; without a value it is empty. */
@Serdeable
@Schema(
    name = "SetEnvVar",
    requiredProperties = {"key"})
record EnvBody(
    @Schema(
            description = "Letters, digits and underscores; no digit first.",
            example = "DATABASE_URL")
        @Nullable
        String key,
    @Schema(description = "Up to 32 KiB.", example = "postgres://db/shop") @Nullable String value,
    @Schema(
            description =
                "Whether builds may read it too, by RUN --mount=type=secret,id=KEY. Left out: as it"
                    + " was; of a new one, no.",
            example = "false")
        @Nullable
        Boolean build) {

  /** Nothing when something is wrong with it, which the fields know then. */
  Optional<NewVar> read(Fields fields) {
    Optional<EnvKey> readKey = readKey(fields);
    Optional<EnvValue> readValue = readValue(fields);
    return readKey.flatMap(
        name -> readValue.map(text -> new NewVar(name, text, Optional.ofNullable(build))));
  }

  private Optional<EnvKey> readKey(Fields fields) {
    if (key == null || key.isBlank()) {
      fields.wrong("key", "Environment variable key is required");
      return Optional.empty();
    }
    return fields.read("key", "The key of an environment variable", () -> new EnvKey(key.strip()));
  }

  private Optional<EnvValue> readValue(Fields fields) {
    return fields.read(
        "value",
        "The value of an environment variable",
        () -> EnvValue.of(value == null ? "" : value));
  }
}
