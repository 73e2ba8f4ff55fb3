package dev.stackyn.routing.domain;

import dev.stackyn.platform.domain.SealedBytes;
import dev.stackyn.platform.domain.Vault;
import dev.stackyn.routing.ports.AcmeAccountStore;
import dev.stackyn.routing.ports.CertificateMaker;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** Whom an authority knows this platform as: one key for all that share a database. */
@Singleton
public class AcmeAccounts {
  private final AcmeAccountStore store;
  private final CertificateMaker maker;
  private final Vault vault;

  public AcmeAccounts(AcmeAccountStore store, CertificateMaker maker, Vault vault) {
    this.store = store;
    this.maker = maker;
    this.vault = vault;
  }

  /** Of the account at the authority with this directory; made when it is asked for first. */
  @Transactional
  public KeyPair key(URI directory) {
    SealedBytes kept = store.keyOr(directory.toString(), vault.seal(bytes(maker.newKey())));
    return pair(vault.open(kept));
  }

  /** The length of the public half, that half, and the private one. */
  private static byte[] bytes(KeyPair pair) {
    byte[] open = pair.getPublic().getEncoded();
    byte[] secret = pair.getPrivate().getEncoded();
    return ByteBuffer.allocate(Integer.BYTES + open.length + secret.length)
        .putInt(open.length)
        .put(open)
        .put(secret)
        .array();
  }

  private static KeyPair pair(byte[] bytes) {
    ByteBuffer both = ByteBuffer.wrap(bytes);
    byte[] open = new byte[both.getInt()];
    both.get(open);
    byte[] secret = new byte[both.remaining()];
    both.get(secret);
    try {
      KeyFactory factory = KeyFactory.getInstance("EC");
      return new KeyPair(
          factory.generatePublic(new X509EncodedKeySpec(open)),
          factory.generatePrivate(new PKCS8EncodedKeySpec(secret)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key of an account cannot be read", e);
    }
  }
}
