package dev.stackyn.apps.adapters.http;

import dev.stackyn.apps.domain.Fields;
import dev.stackyn.apps.domain.RegistryHost;
import dev.stackyn.apps.domain.RegistryUser;
import dev.stackyn.kernel.Secret;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who pulls from a registry. */
@Serdeable
@Schema(
    name = "SetRegistryLogin",
    requiredProperties = {"user", "password"})
record RegistryBody(
    @Schema(example = "ada") @Nullable String user,
    @Schema(
            description = "A password or a token that may read. It is never shown again.",
            example = "ghp_0123456789")
        @Nullable String password) {

  static RegistryHost host(String path) {
    Fields fields = new Fields();
    Optional<RegistryHost> host =
        fields.read("host", "The registry's host", () -> new RegistryHost(path));
    fields.refuse();
    return host.orElseThrow();
  }

  RegistryUser read() {
    Fields fields = new Fields();
    Optional<String> name =
        fields.read(
            "user",
            "The user's name",
            () -> RegistryUser.checkedName(Objects.requireNonNullElse(user, "").strip()));
    Optional<Secret> secret =
        fields.read(
            "password",
            "The password",
            () -> RegistryUser.checkedPassword(Objects.requireNonNullElse(password, "")));
    fields.refuse();
    return new RegistryUser(name.orElseThrow(), secret.orElseThrow());
  }

  /** It holds a secret. */
  @Override
  public String toString() {
    return "the login of " + user;
  }
}
