package dev.stackyn.deployments.adapters.git;

import dev.stackyn.deployments.domain.ProxySettings;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.GitRef;
import dev.stackyn.deployments.engine.Repository;
import dev.stackyn.deployments.engine.RepositoryUrl;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.transport.BasePackFetchConnection;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/** Opens a conversation with a repository's host, over connections that are ours. */
final class Remote {
  private final AddressWall wall;
  private final HostKeys hostKeys;
  private final ProxySettings proxies;

  Remote(AddressWall wall, HostKeys hostKeys, ProxySettings proxies) {
    this.wall = wall;
    this.hostKeys = hostKeys;
    this.proxies = proxies;
  }

  /** What is done with the host while the connection is open. */
  interface Talk<T> {
    T with(Transport transport, FetchConnection connection) throws IOException;
  }

  /**
   * @param mirror where fetched objects go; without one nothing can be fetched
   * @throws DeployFailure with the reason when the host or the network says no
   * @throws IOException when the reason may as well lie in the mirror
   */
  <T> T talk(
      Repository repository,
      @Nullable MirrorRepository mirror,
      boolean whole,
      Optional<GitRef> ref,
      FetchWatch watch,
      Talk<T> talk)
      throws IOException {
    QuietSystem.install();
    watch.check();
    try (HttpConnections http = new HttpConnections(repository, wall, proxies, watch)) {
      try (Transport transport = transport(repository, mirror, watch, http)) {
        if (!whole) {
          transport.setDepth(1);
        }
        try (FetchConnection connection = transport.openFetch(Advertised.wanted(ref))) {
          if (!(connection instanceof BasePackFetchConnection)
              && repository.url().scheme() != RepositoryUrl.Scheme.FILE) {
            throw Failures.notGit(repository.url());
          }
          return talk.with(transport, connection);
        }
      } catch (IOException | RuntimeException e) {
        watch.check();
        Optional<DeployFailure> reason = Failures.reason(e, repository, http.lastStatus());
        if (reason.isPresent()) {
          throw reason.get();
        }
        throw e;
      }
    }
  }

  private Transport transport(
      Repository repository,
      @Nullable MirrorRepository mirror,
      FetchWatch watch,
      HttpConnections http)
      throws IOException {
    URIish uri = uri(repository.url());
    Transport transport = mirror == null ? Transport.open(uri) : Transport.open(mirror, uri);
    switch (transport) {
      case TransportHttp smart -> smart.setHttpConnectionFactory(http);
      case SshTransport ssh ->
          ssh.setSshSessionFactory(new SshSessions(repository, wall, hostKeys, watch));
      default -> {
        // A folder, which uri() has looked at.
      }
    }
    return transport;
  }

  private URIish uri(RepositoryUrl url) throws IOException {
    try {
      if (url.scheme() == RepositoryUrl.Scheme.FILE) {
        Path folder = wall.admittedFolder(url);
        return new URIish(folder.toUri().toString());
      }
      return new URIish(url.text());
    } catch (URISyntaxException e) {
      throw new IOException("JGit reads the URL differently", e);
    }
  }
}
