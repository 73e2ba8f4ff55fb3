package dev.stackyn.apps.domain;

import dev.stackyn.deployments.domain.AllowedHosts;
import dev.stackyn.deployments.domain.GitSettings;
import dev.stackyn.deployments.engine.RepositoryUrl;
import dev.stackyn.kernel.AddressRange;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What can be told of a repository's URL without asking anybody. Whoever reads the repository looks
 * at the address that a name leads to, each time.
 */
@Singleton
public class RepositoryRules {
  private final AllowedHosts allowed;

  public RepositoryRules(GitSettings settings) {
    this.allowed = settings.allowedHosts();
  }

  /** Throws IllegalArgumentException with a text for people. */
  public RepositoryUrl read(String typed) {
    RepositoryUrl url = RepositoryUrl.parse(typed.strip());
    switch (url.scheme()) {
      case FILE -> requireAllowedFolder(url);
      case HTTP -> {
        if (!isListed(url.host())) {
          throw new IllegalArgumentException(
              "must begin with https://: plain http:// is for hosts that an administrator lists in"
                  + " STACKYN_GIT_ALLOWED_HOSTS");
        }
      }
      case HTTPS, SSH -> requireReachable(url.host());
    }
    return url;
  }

  private void requireAllowedFolder(RepositoryUrl url) {
    Path folder = Path.of(URI.create("file://" + url.path()).getPath()).normalize();
    if (allowed.roots().stream().noneMatch(folder::startsWith)) {
      throw new IllegalArgumentException(
          "leads to a folder that no administrator lists in STACKYN_GIT_ALLOWED_HOSTS, such as"
              + " file:/srv/git");
    }
  }

  private void requireReachable(String host) {
    boolean inside = host.equals("localhost") || address(host).filter(this::isInside).isPresent();
    if (inside && !isListed(host)) {
      throw new IllegalArgumentException(
          "leads to a private network, and no administrator lists its host in"
              + " STACKYN_GIT_ALLOWED_HOSTS");
    }
  }

  private boolean isInside(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress();
  }

  private boolean isListed(String host) {
    return allowed.namesHost(host) || address(host).filter(allowed::holds).isPresent();
  }

  private static Optional<InetAddress> address(String host) {
    return AddressRange.numeric(
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host);
  }
}
