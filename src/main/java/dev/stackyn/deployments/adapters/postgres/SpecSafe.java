package dev.stackyn.deployments.adapters.postgres;

import dev.stackyn.deployments.engine.DeploySpec;
import dev.stackyn.platform.domain.SealedBytes;
import dev.stackyn.platform.domain.Vault;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Seals what deployments carry, and opens it again. */
@Singleton
final class SpecSafe {
  private final Vault vault;
  private final JsonMapper json;

  SpecSafe(Vault vault, JsonMapper json) {
    this.vault = vault;
    this.json = json;
  }

  byte[] seal(DeploySpec spec) {
    try {
      return vault.seal(json.writeValueAsBytes(SpecDocument.of(spec))).bytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  DeploySpec open(byte[] sealed) {
    try {
      byte[] plain = vault.open(SealedBytes.of(sealed));
      return Objects.requireNonNull(json.readValue(plain, SpecDocument.class), "a spec").spec();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
