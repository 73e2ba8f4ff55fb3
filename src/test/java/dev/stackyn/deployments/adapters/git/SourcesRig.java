package dev.stackyn.deployments.adapters.git;

import dev.stackyn.deployments.domain.AllowedHosts;
import dev.stackyn.deployments.domain.GitSettings;
import dev.stackyn.deployments.domain.GitSettings.GitLimits;
import dev.stackyn.deployments.domain.ProxySettings;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.GitCredential;
import dev.stackyn.deployments.engine.GitRef;
import dev.stackyn.deployments.engine.Repository;
import dev.stackyn.deployments.engine.RepositoryUrl;
import dev.stackyn.deployments.engine.ports.Checkout;
import dev.stackyn.kernel.Secret;
import dev.stackyn.kernel.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;

/** Sources over a folder of their own, with whatever bounds a test needs. */
final class SourcesRig {
  static final GitLimits WIDE = new GitLimits(Duration.ofMinutes(2), 1L << 30, 100_000, 100L << 20);

  private final Path home;
  private final List<String> log = new CopyOnWriteArrayList<>();
  private GitLimits limits = WIDE;
  private AllowedHosts allowed = AllowedHosts.parse("127.0.0.0/8");
  private ProxySettings proxies = ProxySettings.NONE;
  private Resolver resolver = Resolver.SYSTEM;
  private Clock clock = Clock.systemUTC();
  private long mirrorBytes = 1L << 40;

  SourcesRig(Path home) {
    this.home = home;
  }

  SourcesRig limits(GitLimits bounds) {
    limits = bounds;
    return this;
  }

  SourcesRig allow(String hosts) {
    allowed = hosts.isEmpty() ? AllowedHosts.NONE : AllowedHosts.parse(hosts);
    return this;
  }

  SourcesRig resolver(Resolver names) {
    resolver = names;
    return this;
  }

  SourcesRig proxies(ProxySettings ways) {
    proxies = ways;
    return this;
  }

  SourcesRig clock(Clock time) {
    clock = time;
    return this;
  }

  SourcesRig mirrorBytes(long bytes) {
    mirrorBytes = bytes;
    return this;
  }

  GitSources sources() {
    return new GitSources(
        new GitSettings(home, allowed, limits, mirrorBytes, proxies), clock, resolver);
  }

  Checkout checkOut(Repository repository, String ref) {
    return checkOut(repository, ref, new Stop());
  }

  Checkout checkOut(Repository repository, String ref, Stop stop) {
    return sources().checkOut(repository, named(ref), log::add, stop);
  }

  DeployFailure failure(Repository repository, String ref) {
    return failure(() -> checkOut(repository, ref).close());
  }

  static DeployFailure failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return Assertions.catchThrowableOfType(DeployFailure.class, call);
  }

  DeployCode code(Repository repository, String ref) {
    return failure(repository, ref).code();
  }

  List<String> log() {
    return log;
  }

  List<Path> mirrors() throws IOException {
    return folders("mirrors");
  }

  List<Path> checkouts() throws IOException {
    return folders("checkouts");
  }

  static Repository open(String url) {
    return Repository.open(RepositoryUrl.parse(url));
  }

  static Repository withToken(String url, String token) {
    return new Repository(
        RepositoryUrl.parse(url),
        Optional.of(new GitCredential.Token(Optional.empty(), new Secret(token))));
  }

  static Optional<GitRef> named(String ref) {
    return ref.isEmpty() ? Optional.empty() : Optional.of(new GitRef(ref));
  }

  private List<Path> folders(String name) throws IOException {
    Path folder = home.resolve(name);
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isDirectory).toList();
    }
  }
}
