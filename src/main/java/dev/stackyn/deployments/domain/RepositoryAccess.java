package dev.stackyn.deployments.domain;

import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.GitRef;
import dev.stackyn.deployments.engine.Repository;
import dev.stackyn.deployments.engine.SourceTip;
import dev.stackyn.deployments.engine.ports.Sources;
import dev.stackyn.deployments.ports.DeployKeys;
import dev.stackyn.kernel.Stop;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Whether a repository can be read, and with what. Never to be called within a transaction. */
@Singleton
public class RepositoryAccess {
  private final Sources sources;
  private final DeployKeys keys;

  public RepositoryAccess(Sources sources, DeployKeys keys) {
    this.sources = sources;
    this.keys = keys;
  }

  /** What was found out. */
  public sealed interface Answer {
    record Open(SourceTip tip) implements Answer {}

    record Closed(DeployCode code, String message) implements Answer {}
  }

  /** Asks the repository's host, which takes seconds; ends early when it is asked to. */
  public Answer look(Repository repository, Optional<GitRef> ref, Stop stop) {
    try {
      return new Answer.Open(sources.look(repository, ref, stop));
    } catch (DeployFailure e) {
      return new Answer.Closed(e.code(), e.text());
    } catch (Stop.Stopped e) {
      return new Answer.Closed(
          DeployCode.REPO_UNREACHABLE, "The repository's host did not answer in time.");
    }
  }

  /** A new key at each call, kept nowhere. The comment tells people what it is for. */
  public DeployKeyPair newKey(String comment) {
    return keys.generate(comment);
  }
}
