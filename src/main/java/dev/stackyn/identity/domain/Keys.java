package dev.stackyn.identity.domain;

import dev.stackyn.identity.ports.SigningKeys;
import dev.stackyn.platform.domain.AuditLog;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** The keys that access tokens are signed with. */
@Singleton
public class Keys {
  private final SigningKeys signingKeys;
  private final CredentialCache credentials;
  private final AuditLog audit;

  public Keys(SigningKeys signingKeys, CredentialCache credentials, AuditLog audit) {
    this.signingKeys = signingKeys;
    this.credentials = credentials;
    this.audit = audit;
  }

  /** What others need to verify our tokens: JSON Web Keys, newest first. */
  public List<Map<String, Object>> publicKeys() {
    return signingKeys.publicKeys();
  }

  /** Signs with a new key from now on; what the last one signed stays good until it expires. */
  public void rotate(String actor) {
    signingKeys.rotate();
    credentials.clear();
    audit.record(actor, "keys.rotated", "signing", Map.of());
  }
}
