package dev.stackyn.routing.adapters.acme;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.Connection;
import org.shredzone.acme4j.connector.DefaultConnection;
import org.shredzone.acme4j.connector.HttpConnector;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.provider.GenericAcmeProvider;

/**
 * Any authority. It remembers until when the authority wants to be left alone, whatever it declined
 * with: the library tells that of one kind of answer only, and not of an authority that is busy.
 */
final class PoliteProvider extends GenericAcmeProvider implements AutoCloseable {
  private final Optional<Path> roots;
  private Optional<Instant> retryAfter = Optional.empty();
  private @Nullable HttpClient client;

  PoliteProvider(Optional<Path> roots) {
    this.roots = roots;
  }

  Optional<Instant> retryAfter() {
    return retryAfter;
  }

  @Override
  public Connection connect(URI server, NetworkSettings network, HttpClient http) {
    return new Listening(createHttpConnector(network, http));
  }

  @Override
  public HttpClient createHttpClient(NetworkSettings network) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(network.getTimeout());
    roots.map(PoliteProvider::trusting).ifPresent(builder::sslContext);
    HttpClient made = builder.build();
    client = made;
    return made;
  }

  @Override
  public void close() {
    if (client != null) {
      client.shutdownNow();
    }
  }

  private static SSLContext trusting(Path roots) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(roots))) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate root : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("root" + store.size(), root);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("STACKYN_ACME_ROOTS cannot be read: " + roots, e);
    }
  }

  private final class Listening extends DefaultConnection {
    private static final int TOO_MANY = 429;
    private static final int BUSY = 503;

    Listening(HttpConnector connector) {
      super(connector);
    }

    @Override
    protected void sendRequest(Session session, URL url, Consumer<HttpRequest.Builder> body)
        throws IOException {
      super.sendRequest(session, url, body);
      int status = lastResponse == null ? 0 : lastResponse.statusCode();
      if (status == TOO_MANY || status == BUSY) {
        retryAfter = getRetryAfter();
      }
    }
  }
}
