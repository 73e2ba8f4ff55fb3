package dev.stackyn.deployments.adapters.git;

import dev.stackyn.deployments.domain.GitSettings;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.GitRef;
import dev.stackyn.deployments.engine.Repository;
import dev.stackyn.deployments.engine.SourceTip;
import dev.stackyn.deployments.engine.ports.Checkout;
import dev.stackyn.deployments.engine.ports.Sources;
import dev.stackyn.kernel.Stop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/** Sources that are Git repositories, by way of mirrors in the data folder. */
public final class GitSources implements Sources {
  private final GitSettings settings;
  private final Remote remote;
  private final Mirrors mirrors;
  private final Path checkouts;

  public GitSources(GitSettings settings, Clock clock) {
    this(settings, clock, Resolver.SYSTEM);
  }

  GitSources(GitSettings settings, Clock clock, Resolver resolver) {
    this.settings = settings;
    this.remote =
        new Remote(
            new AddressWall(settings.allowedHosts(), resolver),
            new HostKeys(settings.folder().resolve("host-keys")),
            settings.proxies());
    this.mirrors =
        new Mirrors(settings.folder().resolve("mirrors"), settings.limits().fileBytes(), clock);
    this.checkouts = settings.folder().resolve("checkouts");
  }

  @Override
  public SourceTip look(Repository repository, Optional<GitRef> ref, Stop stop) {
    try (FetchWatch watch = new FetchWatch(stop, settings.limits())) {
      return remote.talk(
          repository,
          null,
          false,
          ref,
          watch,
          (_, host) -> new Advertised(host.getRefsMap()).find(ref));
    } catch (IOException e) {
      throw Failures.unreachable(repository.url(), "does not speak as a Git server does", e);
    }
  }

  @Override
  public Checkout checkOut(
      Repository repository, Optional<GitRef> ref, Consumer<String> log, Stop stop) {
    try (FetchWatch watch = new FetchWatch(stop, settings.limits())) {
      CheckoutFolder folder = CheckoutFolder.create(checkouts);
      try {
        Gathering gathering = new Gathering(remote, mirrors, folder, watch, log);
        return gathering.gather(repository, ref);
      } catch (DeployFailure e) {
        folder.close();
        throw e;
      } catch (IOException | RuntimeException e) {
        folder.close();
        watch.check();
        throw e;
      }
    } catch (IOException e) {
      throw Failures.ours(e);
    }
  }

  @Override
  public void forget(Repository repository) {
    try (FetchWatch watch = new FetchWatch(new Stop(), settings.limits())) {
      mirrors.forget(repository, watch);
    } catch (IOException e) {
      throw new DeployFailure(
          DeployCode.INTERNAL_PLATFORM_ERROR, "What is kept of the repository stays.", e);
    }
  }

  @Override
  public long collect(boolean really) {
    try {
      return CheckoutFolder.collect(checkouts, really)
          + mirrors.collect(settings.mirrorBytes(), really);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
