package dev.stackyn.deployments;

import dev.stackyn.deployments.domain.DeploymentOrder;
import dev.stackyn.deployments.domain.Trigger;
import dev.stackyn.deployments.engine.Bounds;
import dev.stackyn.deployments.engine.DeploySpec;
import dev.stackyn.deployments.engine.Freshness;
import dev.stackyn.deployments.engine.Privileges;
import dev.stackyn.deployments.engine.Repository;
import dev.stackyn.deployments.engine.RepositoryUrl;
import dev.stackyn.deployments.engine.Restart;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.Secret;
import dev.stackyn.kernel.UserId;
import dev.stackyn.testing.Browser;
import dev.stackyn.testing.GitWebServer;
import dev.stackyn.testing.NodeRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A small Node app as deployments are asked for it, without anybody who owns it. */
final class TestApp {
  static final UserId OWNER = new UserId(UUID.randomUUID());

  final AppId id = new AppId(UUID.randomUUID());
  final NodeRepository source;
  private final String slug = "it-" + id.toString().substring(0, 8);
  private final GitWebServer git;

  TestApp(GitWebServer git, Path repositories) throws IOException {
    this.git = git;
    this.source = NodeRepository.in(repositories.resolve(slug));
  }

  DeploymentOrder order(Trigger trigger) {
    return order(trigger, Optional.empty());
  }

  DeploymentOrder order(Trigger trigger, Optional<List<String>> releaseCommand) {
    return new DeploymentOrder(spec(repository(), releaseCommand), OWNER, trigger, OWNER);
  }

  /** From a host that does not answer. */
  DeploymentOrder orderFromNowhere() {
    return new DeploymentOrder(
        spec("http://127.0.0.1:9/shop.git", Optional.empty()), OWNER, Trigger.CREATE, OWNER);
  }

  String repository() {
    return git.url(slug + "/.git");
  }

  String host() {
    return slug + ".localhost";
  }

  /** The whole answer as it came through a router. */
  String ask(int routerPort) {
    return Browser.ask(routerPort, host());
  }

  private DeploySpec spec(String repository, Optional<List<String>> releaseCommand) {
    return new DeploySpec(
        id,
        slug,
        new DeploySpec.SourceSpec(
            Repository.open(RepositoryUrl.parse(repository)), Optional.empty()),
        new DeploySpec.BuildSpec(
            Path.of(""), Optional.empty(), Optional.empty(), Map.of(), Freshness.REUSE),
        new DeploySpec.RunSpec(
            Map.of("WORD", new Secret("hello")),
            new DeploySpec.Commands(Optional.empty(), releaseCommand),
            new DeploySpec.Health(Optional.empty(), Optional.of("/"), 200, Duration.ofSeconds(60)),
            new Bounds(256 << 20, 1, 128, Duration.ofSeconds(5)),
            new DeploySpec.Surroundings(
                List.of(host()), Map.of(), Restart.ALWAYS, 5, Privileges.NONE)));
  }
}
