package dev.stackyn.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A small Node app in a repository of its own: it answers with its version and a word from its
 * environment, and takes its time where a test wants it to.
 */
public final class NodeRepository {
  private final Author author;

  private NodeRepository(Author author) {
    this.author = author;
  }

  /** With a first version. */
  public static NodeRepository in(Path folder) throws IOException {
    NodeRepository repository = new NodeRepository(Author.in(folder));
    repository.dockerfile("");
    repository.version("one");
    return repository;
  }

  /** The Dockerfile with more steps in it. It counts from the next version on. */
  public void dockerfile(String more) throws IOException {
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
  public void version(String name) throws IOException {
    version(name, Duration.ZERO, Duration.ZERO);
  }

  /** One that takes its time to start, and to end. */
  public void version(String name, Duration start, Duration end) throws IOException {
    program(
        name,
        """
        const answer = (request, response) => response.end('%s ' + process.env.WORD);
        const listen = () => require('http').createServer(answer).listen(process.env.PORT);
        setTimeout(() => { listen(); console.log('listening'); }, %d);
        process.on('SIGTERM', () => setTimeout(() => process.exit(0), %d));
        """
            .formatted(name, start.toMillis(), end.toMillis()));
  }

  /** A version that does something else. */
  public void program(String name, String code) throws IOException {
    author.write("server.js", code);
    author.commit("Version " + name);
  }
}
