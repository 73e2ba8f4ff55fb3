package dev.stackyn.deployments.adapters.git;

import dev.stackyn.deployments.domain.ProxySettings;
import dev.stackyn.deployments.engine.GitCredential;
import dev.stackyn.deployments.engine.Repository;
import dev.stackyn.deployments.engine.RepositoryUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP connections of one fetch. Every host they lead to, by redirect too, is resolved behind
 * the wall; the credential goes to the repository's own origin and nowhere else, and JGit never
 * sees it.
 */
final class HttpConnections implements HttpConnectionFactory, AutoCloseable {
  private static final Timeout CONNECT = Timeout.ofSeconds(15);
  private static final Timeout SILENCE = Timeout.ofSeconds(60);

  private final Repository repository;
  private final AddressWall wall;
  private final ProxySettings proxies;
  private final FetchWatch watch;
  private final FetchWatch.Hook hook;

  /** Made when it is needed: what is read over SSH needs none. */
  private volatile @Nullable CloseableHttpClient client;

  private int lastStatus;

  HttpConnections(
      Repository repository, AddressWall wall, ProxySettings proxies, FetchWatch watch) {
    this.repository = repository;
    this.wall = wall;
    this.proxies = proxies;
    this.watch = watch;
    this.hook = watch.whenEnded(this::abort);
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    check(url);
    CloseableHttpClient ready = client;
    if (ready == null) {
      ready = newClient();
      client = ready;
    }
    return new HttpExchange(url, ready, this);
  }

  /** JGit asks the JVM for a proxy; ours come from the settings. */
  @Override
  public HttpConnection create(URL url, @Nullable Proxy proxy) throws IOException {
    return create(url);
  }

  /** What the server said last, or 0 while it has said nothing. */
  int lastStatus() {
    return lastStatus;
  }

  void answered(int status) {
    lastStatus = status;
  }

  FetchWatch watch() {
    return watch;
  }

  /** What proves who we are, for this place and no other. */
  Optional<String> authorization(URL url) {
    if (!isOrigin(url)) {
      return Optional.empty();
    }
    return repository
        .credential()
        .filter(GitCredential.Token.class::isInstance)
        .map(GitCredential.Token.class::cast)
        .map(token -> {
          String user = token.user().orElseGet(() -> TokenUsers.at(repository.url().host()));
          byte[] pair = (user + ":" + token.token().reveal()).getBytes(StandardCharsets.UTF_8);
          return "Basic " + Base64.getEncoder().encodeToString(pair);
        });
  }

  @Override
  public void close() {
    hook.close();
    abort();
  }

  private void abort() {
    CloseableHttpClient used = client;
    if (used != null) {
      used.close(CloseMode.IMMEDIATE);
    }
  }

  private void check(URL url) throws IOException {
    boolean encrypted = url.getProtocol().equals("https");
    boolean began = repository.url().scheme() == RepositoryUrl.Scheme.HTTPS;
    if (!encrypted && (began || !url.getProtocol().equals("http"))) {
      throw watch.fail(AddressWall.downgraded(url.getHost()));
    }
    if (!encrypted) {
      wall.checkUnencrypted(url.getHost(), watch);
    }
    if (url.getHost().startsWith("[")) {
      // Libraries differ in which forms of an IPv6 address they take; the wall takes all.
      wall.admitted(url.getHost(), watch);
    }
    if (proxies.to(url.getProtocol(), url.getHost()).isPresent()) {
      wall.checkBehindProxy(url.getHost(), watch);
    }
  }

  private boolean isOrigin(URL url) {
    RepositoryUrl home = repository.url();
    int port = url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
    return url.getProtocol().equalsIgnoreCase(home.scheme().name())
        && url.getHost().equalsIgnoreCase(home.host())
        && port == home.effectivePort();
  }

  private CloseableHttpClient newClient() {
    return HttpClientBuilder.create()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver())
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT)
                        .setSocketTimeout((int) SILENCE.toMilliseconds(), TimeUnit.MILLISECONDS)
                        .build())
                .build())
        .setRoutePlanner(routes())
        // JGit reads these itself, and each of them would be one more way around the wall.
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .build();
  }

  private HttpRoutePlanner routes() {
    return (target, _) -> {
      boolean secure = target.getSchemeName().equals("https");
      HttpHost to = new HttpHost(target.getSchemeName(), target.getHostName(), port(target));
      return proxies
          .to(target.getSchemeName(), target.getHostName())
          .map(proxy -> new HttpRoute(to, null, new HttpHost(proxy.host(), proxy.port()), secure))
          .orElseGet(() -> new HttpRoute(to, null, secure));
    };
  }

  private static int port(HttpHost target) {
    if (target.getPort() > 0) {
      return target.getPort();
    }
    return target.getSchemeName().equals("https") ? 443 : 80;
  }

  private DnsResolver resolver() {
    return new DnsResolver() {
      @Override
      public InetAddress[] resolve(String host) throws UnknownHostException {
        return isProxy(host)
            ? InetAddress.getAllByName(host)
            : wall.admitted(host, watch).toArray(InetAddress[]::new);
      }

      @Override
      public String resolveCanonicalHostname(String host) {
        return host;
      }
    };
  }

  /** Whoever set up this machine named the proxy, so it may be on the inside. */
  private boolean isProxy(String host) {
    return proxies.https().filter(proxy -> proxy.host().equals(host)).isPresent()
        || proxies.http().filter(proxy -> proxy.host().equals(host)).isPresent();
  }
}
