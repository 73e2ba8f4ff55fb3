package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.KeyedChain;
import dev.stackyn.routing.domain.LiveCertificates;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a certificate as a handshake asks for one, by the name that the client said. So there is
 * one context for all names, however many they are, and a certificate that is replaced is there for
 * the next handshake without anything being built anew.
 */
final class NamedKeys extends X509ExtendedKeyManager {
  /** What an authority speaks that looks for its answer in a handshake (RFC 8737). */
  static final String LOOKING = "acme-tls/1";

  private static final String CHOSEN = "chosen";

  private final LiveCertificates certificates;

  /**
   * An engine asks for an alias, and then, on the same thread and with nothing between, for its key
   * and its chain. They must be of one certificate, whatever is replaced meanwhile.
   */
  private static final ThreadLocal<@Nullable KeyedChain> CHOICE = new ThreadLocal<>();

  NamedKeys(LiveCertificates certificates) {
    this.certificates = certificates;
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    KeyedChain chain = choose(engine);
    if (!chain.leaf().getPublicKey().getAlgorithm().equals(keyType)) {
      return null;
    }
    CHOICE.set(chain);
    return CHOSEN;
  }

  private KeyedChain choose(SSLEngine engine) {
    Optional<Host> asked = asked(engine);
    boolean looks = LOOKING.equals(engine.getHandshakeApplicationProtocol());
    return asked
        .flatMap(looks ? certificates::door : certificates::find)
        .orElseGet(certificates::spare);
  }

  private static Optional<Host> asked(SSLEngine engine) {
    if (engine.getHandshakeSession() instanceof ExtendedSSLSession session) {
      for (SNIServerName name : session.getRequestedServerNames()) {
        if (name instanceof SNIHostName host) {
          return Host.asked(host.getAsciiName());
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    KeyedChain chain = CHOICE.get();
    return chain == null ? null : chain.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    KeyedChain chain = CHOICE.get();
    return chain == null ? null : chain.key();
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[] {CHOSEN};
  }

  /** There are no sockets here, only engines, and none of them is a client's. */
  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }
}
