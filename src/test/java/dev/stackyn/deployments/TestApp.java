package dev.stackyn.deployments;

import dev.stackyn.deployments.domain.DeploymentOrder;
import dev.stackyn.deployments.domain.Trigger;
import dev.stackyn.deployments.engine.Bounds;
import dev.stackyn.deployments.engine.DeploySpec;
import dev.stackyn.deployments.engine.Freshness;
import dev.stackyn.deployments.engine.Repository;
import dev.stackyn.deployments.engine.RepositoryUrl;
import dev.stackyn.deployments.engine.Restart;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.Secret;
import dev.stackyn.kernel.UserId;
import dev.stackyn.testing.Author;
import dev.stackyn.testing.BaseImages;
import dev.stackyn.testing.GitWebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A small Node app in a repository of its own: it answers with its version and a word from its
 * environment, and takes its time where a test wants it to.
 */
final class TestApp {
  static final UserId OWNER = new UserId(UUID.randomUUID());

  final AppId id = new AppId(UUID.randomUUID());
  private final String slug = "it-" + id.toString().substring(0, 8);
  private final GitWebServer git;
  private final Author author;

  TestApp(GitWebServer git, Path repositories) throws IOException {
    this.git = git;
    this.author = Author.in(repositories.resolve(slug));
    dockerfile("");
    version("one");
  }

  void dockerfile(String more) throws IOException {
    author.write(
        "Dockerfile",
        """
        FROM %s
        COPY server.js /app/server.js
        %s
        EXPOSE 3000
        CMD ["node", "/app/server.js"]
        """
            .formatted(BaseImages.node(), more));
  }

  /** Commits what is there as a new version. */
  void version(String name) throws IOException {
    version(name, Duration.ZERO, Duration.ZERO);
  }

  /** One that takes its time to start, and to end. */
  void version(String name, Duration start, Duration end) throws IOException {
    author.write(
        "server.js",
        """
        const answer = (request, response) => response.end('%s ' + process.env.WORD);
        const listen = () => require('http').createServer(answer).listen(process.env.PORT);
        setTimeout(() => { listen(); console.log('listening'); }, %d);
        process.on('SIGTERM', () => setTimeout(() => process.exit(0), %d));
        """
            .formatted(name, start.toMillis(), end.toMillis()));
    author.commit("Version " + name);
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
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), routerPort)) {
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                  .formatted(host())
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
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
            new DeploySpec.Surroundings(List.of(host()), Map.of(), Restart.ALWAYS, 5)));
  }
}
