package dev.stackyn.deployments.adapters.git;

import dev.stackyn.deployments.engine.Commit;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.GitRef;
import dev.stackyn.deployments.engine.Repository;
import dev.stackyn.deployments.engine.SourceTip;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;

/** One checkout in the making: the repository, then its submodules, then the links of all. */
final class Gathering {
  private static final int MOST_SUBMODULES = 100;
  private static final int MOST_MESSAGE = 4096;

  private final Remote remote;
  private final Mirrors mirrors;
  private final CheckoutFolder folder;
  private final FetchWatch watch;
  private final Consumer<String> log;
  private final Links links = new Links();
  private final Deque<Part> parts = new ArrayDeque<>();
  private Allowance allowance;

  /** A repository that belongs at a place in the checkout. */
  private record Part(Repository repository, GitRef commit, String path) {}

  private record Written(SourceTip tip, Commit commit, Allowance allowance, List<Part> parts) {}

  Gathering(
      Remote remote,
      Mirrors mirrors,
      CheckoutFolder folder,
      FetchWatch watch,
      Consumer<String> log) {
    this.remote = remote;
    this.mirrors = mirrors;
    this.folder = folder;
    this.watch = watch;
    this.log = log;
    this.allowance = new Allowance(watch.limits());
  }

  GitCheckout gather(Repository repository, Optional<GitRef> ref) throws IOException {
    Written main = write(repository, ref, "");
    int submodules = 0;
    while (!parts.isEmpty()) {
      Part part = parts.removeFirst();
      if (++submodules > MOST_SUBMODULES) {
        throw new DeployFailure(
            DeployCode.REPO_TOO_LARGE,
            "The repository has more than " + MOST_SUBMODULES + " submodules within each other.");
      }
      log.accept("Submodule " + part.path() + " from " + part.repository().url());
      submodule(part);
    }
    links.make(folder.files());
    log.accept(
        "Commit %s: %d files and folders, %s (%s received)"
            .formatted(
                main.commit().shortSha(),
                allowance.files(),
                Sizes.spell(allowance.bytes()),
                Sizes.spell(watch.receivedBytes())));
    return new GitCheckout(folder, main.commit(), main.tip());
  }

  private void submodule(Part part) throws IOException {
    try {
      write(part.repository(), Optional.of(part.commit()), part.path() + "/");
    } catch (DeployFailure e) {
      throw new DeployFailure(e.code(), "Submodule " + part.path() + ": " + e.text(), e);
    }
  }

  private Written write(Repository repository, Optional<GitRef> ref, String prefix)
      throws IOException {
    Attempt attempt = new Attempt(repository, ref, prefix);
    Written written = mirrors.use(repository, watch, attempt::in);
    allowance = written.allowance();
    parts.addAll(written.parts());
    return written;
  }

  /** Writing one repository; on a broken mirror it is made a second time, from the beginning. */
  private final class Attempt {
    private final Repository repository;
    private final Optional<GitRef> ref;
    private final String prefix;
    private boolean again;

    Attempt(Repository repository, Optional<GitRef> ref, String prefix) {
      this.repository = repository;
      this.ref = ref;
      this.prefix = prefix;
    }

    Written in(MirrorRepository mirror) throws IOException {
      if (again) {
        folder.empty(prefix);
        links.removeBelow(prefix);
      }
      again = true;
      Fetch.Fetched fetched = new Fetch(remote, mirrors, repository, watch).into(mirror, ref);
      Allowance mine = allowance.copy();
      TreeWriter writer = new TreeWriter(folder.files(), mine, links, watch);
      try (ObjectReader reader = mirror.newObjectReader()) {
        writer.write(reader, fetched.commit().getTree(), prefix);
      }
      tellOfPointers(writer.pointers());
      return new Written(
          fetched.tip(), commit(fetched.commit()), mine, parts(mirror, fetched, writer));
    }

    private List<Part> parts(MirrorRepository mirror, Fetch.Fetched fetched, TreeWriter writer)
        throws IOException {
      if (writer.gitlinks().isEmpty()) {
        return List.of();
      }
      Submodules submodules = Submodules.of(repository, mirror, fetched.commit());
      List<Part> parts = new ArrayList<>();
      for (TreeWriter.Gitlink gitlink : writer.gitlinks()) {
        String path = gitlink.path();
        Optional<Repository> from = submodules.at(path.substring(prefix.length()));
        if (from.isPresent()) {
          parts.add(new Part(from.get(), new GitRef(gitlink.sha()), path));
        } else {
          log.accept("The folder " + path + " stays empty: .gitmodules does not say what it is");
        }
      }
      return parts;
    }
  }

  private void tellOfPointers(List<String> pointers) {
    if (!pointers.isEmpty()) {
      log.accept(
          "%d files (such as %s) are kept in Git LFS. Only their pointers are here: the build will"
                  .formatted(pointers.size(), pointers.getFirst())
              + " not see what is in them");
    }
  }

  private static Commit commit(RevCommit commit) {
    PersonIdent author = commit.getAuthorIdent();
    String message = commit.getFullMessage().strip();
    return new Commit(
        commit.name(),
        author.getName(),
        message.length() > MOST_MESSAGE ? message.substring(0, MOST_MESSAGE) : message,
        author.getWhenAsInstant());
  }
}
