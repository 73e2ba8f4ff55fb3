package dev.stackyn.deployments.adapters.git;

import dev.stackyn.deployments.domain.AllowedHosts;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.RepositoryUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Stands between what people write into a URL and our own network. A name is resolved once, and the
 * connection goes to an address that was looked at: a name server cannot say one thing to the check
 * and another to the connection.
 */
final class AddressWall {
  private final AllowedHosts allowed;
  private final Resolver resolver;

  AddressWall(AllowedHosts allowed, Resolver resolver) {
    this.allowed = allowed;
    this.resolver = resolver;
  }

  /** The addresses of the host that may be connected to; never none. */
  List<InetAddress> admitted(String host, FetchWatch watch) throws UnknownHostException {
    String name = withoutBrackets(host);
    List<InetAddress> all = resolve(name, watch);
    List<InetAddress> admitted = all.stream().filter(address -> mayReach(name, address)).toList();
    if (admitted.isEmpty()) {
      throw watch.fail(refused(host));
    }
    return admitted;
  }

  /** Plain HTTP can be read and changed by everybody on its way, so only our own network has it. */
  void checkUnencrypted(String host, FetchWatch watch) throws UnknownHostException {
    String name = withoutBrackets(host);
    if (!allowed.namesHost(name) && !resolve(name, watch).stream().allMatch(allowed::holds)) {
      throw watch.fail(
          new DeployFailure(
              DeployCode.REPO_HOST_NOT_ALLOWED,
              "Repositories are read over https:// or SSH. Plain http:// is for hosts that an"
                  + " administrator lists in STACKYN_GIT_ALLOWED_HOSTS."));
    }
  }

  /** The folder behind a file: URL, if it lies below a folder that was listed. */
  Path admittedFolder(RepositoryUrl url) {
    Path folder = Path.of(java.net.URI.create("file://" + url.path()).getPath());
    try {
      for (Path root : allowed.roots()) {
        if (folder.normalize().startsWith(root)
            && folder.toRealPath().startsWith(root.toRealPath())
            && Files.isDirectory(folder)) {
          return folder.toRealPath();
        }
      }
    } catch (IOException e) {
      throw new DeployFailure(
          DeployCode.REPO_NOT_FOUND, "There is no repository at " + url + ".", e);
    }
    throw new DeployFailure(
        DeployCode.REPO_HOST_NOT_ALLOWED,
        "Repositories in folders of this machine are only read below those that an administrator"
            + " lists in STACKYN_GIT_ALLOWED_HOSTS, such as file:/srv/git.");
  }

  static DeployFailure refused(String host) {
    return new DeployFailure(
        DeployCode.REPO_HOST_NOT_ALLOWED,
        "The host "
            + host
            + " is on a private or special network. An administrator can allow it in"
            + " STACKYN_GIT_ALLOWED_HOSTS.");
  }

  /**
   * The proxy resolves the name itself, so what it connects to is its own decision; what is known
   * here to be on the inside is refused all the same.
   */
  void checkBehindProxy(String host, FetchWatch watch) {
    try {
      admitted(host, watch);
    } catch (UnknownHostException e) {
      // Networks with a proxy often leave all names to it.
      watch.check();
    }
  }

  static DeployFailure downgraded(String host) {
    return new DeployFailure(
        DeployCode.REPO_HOST_NOT_ALLOWED,
        "The repository's host redirects to an unencrypted address on " + host + ".");
  }

  private boolean mayReach(String name, InetAddress address) {
    return PublicAddresses.hold(address) || allowed.namesHost(name) || allowed.holds(address);
  }

  /** On a thread of its own: a name server that does not answer cannot be interrupted. */
  private List<InetAddress> resolve(String name, FetchWatch watch) throws UnknownHostException {
    CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
    Thread.ofVirtual().name("git-resolve").start(() -> answer(name, answer));
    try (FetchWatch.Hook _ = watch.whenEnded(() -> answer.cancel(false))) {
      return answer.join();
    } catch (CompletionException | java.util.concurrent.CancellationException e) {
      watch.check();
      UnknownHostException unknown = new UnknownHostException(name);
      unknown.initCause(e);
      throw unknown;
    }
  }

  private void answer(String name, CompletableFuture<List<InetAddress>> answer) {
    try {
      answer.complete(resolver.resolve(name));
    } catch (UnknownHostException | RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
