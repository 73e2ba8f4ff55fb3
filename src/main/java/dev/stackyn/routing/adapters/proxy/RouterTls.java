package dev.stackyn.routing.adapters.proxy;

import io.netty.channel.Channel;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.spi.tls.DefaultSslContextFactory;
import io.vertx.core.spi.tls.SslContextFactory;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** How the router speaks TLS. Session tickets, by which clients resume, are the JDK's own. */
final class RouterTls extends SSLEngineOptions {
  /** What is offered to clients that can choose, the best first. */
  private static final List<HttpVersion> PROTOCOLS =
      List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1);

  /**
   * With forward secrecy and authenticated; the first is the quickest on most machines. The order
   * counts, and Vert.x forgets it.
   */
  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private static final int KEPT_SESSIONS = 10_000;
  private static final int SESSION_SECONDS = 3_600;

  static HttpServerOptions serve(HttpServerOptions options, NamedKeys keys) {
    return options
        .setSsl(true)
        .setKeyCertOptions(KeyCertOptions.wrap(keys))
        .setSslEngineOptions(new RouterTls())
        .setUseAlpn(true)
        .setAlpnVersions(PROTOCOLS)
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"));
  }

  @Override
  public RouterTls copy() {
    return new RouterTls();
  }

  @Override
  public SslContextFactory sslContextFactory() {
    return new Contexts();
  }

  /** Also speaks the protocol of authorities that look for an answer. */
  private static final class Contexts extends DefaultSslContextFactory {
    Contexts() {
      super(SslProvider.JDK, true);
    }

    @Override
    public SslContextFactory applicationProtocols(List<String> protocols) {
      return super.applicationProtocols(
          Stream.concat(protocols.stream(), Stream.of(NamedKeys.LOOKING)).toList());
    }

    @Override
    public SslContextFactory enabledCipherSuites(Set<String> unordered) {
      return super.enabledCipherSuites(new LinkedHashSet<>(CIPHERS));
    }

    @Override
    public SslContext create() throws SSLException {
      SslContext context = super.create();
      context.sessionContext().setSessionCacheSize(KEPT_SESSIONS);
      context.sessionContext().setSessionTimeout(SESSION_SECONDS);
      return new Handshakes(context);
    }
  }

  private static final class Handshakes extends DelegatingSslContext {
    Handshakes(SslContext context) {
      super(context);
    }

    @Override
    protected void initHandler(SslHandler handler) {
      super.initHandler(handler);
      handler
          .handshakeFuture()
          .addListener((Future<Channel> done) -> {
            // Who looked has seen what there is to see; nothing is said on such a connection.
            if (done.isSuccess() && NamedKeys.LOOKING.equals(handler.applicationProtocol())) {
              var _ = done.getNow().close();
            }
          });
    }

    @Override
    protected void initEngine(SSLEngine engine) {}
  }
}
