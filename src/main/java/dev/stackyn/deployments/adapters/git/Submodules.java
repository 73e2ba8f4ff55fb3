package dev.stackyn.deployments.adapters.git;

import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.Repository;
import dev.stackyn.deployments.engine.RepositoryUrl;
import dev.stackyn.deployments.engine.RepositoryUrl.Scheme;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.BlobBasedConfig;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.revwalk.RevCommit;

/** Where the submodules of one commit come from, after its {@code .gitmodules}. */
final class Submodules {
  private static final String SECTION = "submodule";

  private final Repository parent;
  private final Config config;

  private Submodules(Repository parent, Config config) {
    this.parent = parent;
    this.config = config;
  }

  static Submodules of(Repository parent, MirrorRepository mirror, RevCommit commit)
      throws IOException {
    try {
      return new Submodules(parent, new BlobBasedConfig(null, mirror, commit, ".gitmodules"));
    } catch (java.io.FileNotFoundException e) {
      return new Submodules(parent, new Config());
    } catch (ConfigInvalidException e) {
      throw new DeployFailure(DeployCode.REPO_NOT_FOUND, "The file .gitmodules cannot be read.", e);
    }
  }

  /**
   * The repository for a place in the tree, or nothing when .gitmodules does not say: Git leaves
   * such a folder empty.
   */
  Optional<Repository> at(String path) {
    return config.getSubsections(SECTION).stream()
        .filter(name -> path.equals(config.getString(SECTION, name, "path")))
        .findFirst()
        .flatMap(name -> Optional.ofNullable(config.getString(SECTION, name, "url")))
        .map(reference -> repository(path, reference));
  }

  private Repository repository(String path, String reference) {
    RepositoryUrl url = url(path, reference);
    boolean readByKey = parent.url().scheme() == Scheme.SSH;
    if (url.scheme() == Scheme.SSH && !readByKey && url.host().equals(parent.url().host())) {
      // There is no SSH key to use; the host that gave us the parent gives us this one as well.
      url = url.overHttps();
    }
    return new Repository(
        url, url.sharesOriginWith(parent.url()) ? parent.credential() : Optional.empty());
  }

  private RepositoryUrl url(String path, String reference) {
    try {
      RepositoryUrl url = parent.url().resolve(reference);
      if (url.scheme() == Scheme.FILE && parent.url().scheme() != Scheme.FILE) {
        throw new IllegalArgumentException("must not be a folder of this machine");
      }
      return url;
    } catch (IllegalArgumentException e) {
      throw new DeployFailure(
          DeployCode.REPO_HOST_NOT_ALLOWED,
          "The URL of the submodule " + path + " cannot be used: it " + e.getMessage() + ".");
    }
  }
}
