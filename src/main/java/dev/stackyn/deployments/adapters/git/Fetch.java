package dev.stackyn.deployments.adapters.git;

import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.GitRef;
import dev.stackyn.deployments.engine.Repository;
import dev.stackyn.deployments.engine.SourceTip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdRef;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.PackLock;

/**
 * Brings one commit into a mirror. Only its files come, not its past: that is what a build needs,
 * and the difference to the commit before it is all that the next fetch transfers.
 */
final class Fetch {
  /** What we name a commit in the mirror, so that no branch's name clashes with another's. */
  private static final String OURS = "refs/stackyn/";

  private final Remote remote;
  private final Mirrors mirrors;
  private final Repository repository;
  private final FetchWatch watch;

  /** What was asked for and the commit that it is. */
  record Fetched(SourceTip tip, RevCommit commit) {}

  Fetch(Remote remote, Mirrors mirrors, Repository repository, FetchWatch watch) {
    this.remote = remote;
    this.mirrors = mirrors;
    this.repository = repository;
    this.watch = watch;
  }

  Fetched into(MirrorRepository mirror, Optional<GitRef> ref) throws IOException {
    SourceTip tip;
    try {
      tip =
          remote.talk(repository, mirror, false, ref, watch, (_, host) -> fetch(mirror, host, ref));
    } catch (DeployFailure e) {
      if (e.code() != DeployCode.REF_NOT_FOUND || ref.filter(GitRef::isCommit).isEmpty()) {
        throw e;
      }
      // Some hosts give out only what a branch or tag points at: then all of them are needed.
      mirrors.discard(mirror);
      tip =
          remote.talk(
              repository,
              mirror,
              true,
              Optional.empty(),
              watch,
              (_, host) -> all(mirror, host, ref.get()));
    }
    try (RevWalk walk = new RevWalk(mirror)) {
      return new Fetched(tip, walk.parseCommit(ObjectId.fromString(tip.sha())));
    }
  }

  private SourceTip fetch(MirrorRepository mirror, FetchConnection host, Optional<GitRef> ref)
      throws IOException {
    SourceTip tip = new Advertised(host.getRefsMap()).find(ref);
    ObjectId id = ObjectId.fromString(tip.sha());
    if (!mirror.getObjectDatabase().has(id)) {
      receive(host, List.of(new ObjectIdRef.Unpeeled(Ref.Storage.NETWORK, tip.name(), id)));
    }
    keep(mirror, tip.kind() == SourceTip.Kind.COMMIT ? "commit" : tip.name(), id);
    return tip;
  }

  private SourceTip all(MirrorRepository mirror, FetchConnection host, GitRef commit)
      throws IOException {
    Collection<Ref> everything =
        host.getRefs().stream().filter(ref -> ref.getObjectId() != null).toList();
    if (!everything.isEmpty()) {
      receive(host, everything);
    }
    ObjectId id = ObjectId.fromString(commit.name());
    if (!mirror.getObjectDatabase().has(id)) {
      throw Advertised.missing(
          "The repository has no commit " + commit + " on any of its branches and tags.");
    }
    keep(mirror, "commit", id);
    return new SourceTip(SourceTip.Kind.COMMIT, commit.name(), commit.name(), Optional.empty());
  }

  private void receive(FetchConnection host, Collection<Ref> wanted) throws IOException {
    try {
      host.fetch(watch, wanted, Set.of());
    } finally {
      for (PackLock lock : host.getPackLocks()) {
        lock.unlock();
      }
    }
  }

  private static void keep(MirrorRepository mirror, String name, ObjectId id) throws IOException {
    RefUpdate update = mirror.updateRef(OURS + hash(name));
    update.setNewObjectId(id);
    update.setForceUpdate(true);
    update.disableRefLog();
    update.setCheckConflicting(false);
    switch (update.update()) {
      case NEW, FORCED, NO_CHANGE, FAST_FORWARD -> {
        // It is kept.
      }
      default -> throw new IOException("the mirror does not take a reference");
    }
  }

  private static String hash(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
