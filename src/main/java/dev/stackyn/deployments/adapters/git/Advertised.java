package dev.stackyn.deployments.adapters.git;

import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.GitRef;
import dev.stackyn.deployments.engine.SourceTip;
import dev.stackyn.deployments.engine.SourceTip.Kind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.RefSpec;
import org.jspecify.annotations.Nullable;

/** What a host lists of a repository, and what a name means there. */
record Advertised(Map<String, Ref> refs) {

  /** What to ask the host for: of thousands of branches, only these are sent. */
  static List<RefSpec> wanted(Optional<GitRef> ref) {
    return Stream.concat(
            Stream.of(Constants.HEAD),
            ref.filter(name -> !name.isCommit()).stream().flatMap(name -> places(name.name())))
        .map(RefSpec::new)
        .toList();
  }

  SourceTip find(Optional<GitRef> ref) {
    Optional<String> defaultBranch = defaultBranch();
    if (ref.isEmpty()) {
      String sha =
          Optional.ofNullable(refs.get(Constants.HEAD))
              .flatMap(head -> Optional.ofNullable(head.getObjectId()))
              .map(AnyObjectId::name)
              .orElseThrow(() ->
                  missing("The repository is empty: it has no commit on its default branch yet."));
      return new SourceTip(
          defaultBranch.isPresent() ? Kind.BRANCH : Kind.COMMIT,
          defaultBranch.orElse(sha),
          sha,
          defaultBranch);
    }
    String name = ref.get().name();
    if (ref.get().isCommit()) {
      return new SourceTip(Kind.COMMIT, name, name, defaultBranch);
    }
    return places(name)
        .map(refs::get)
        .filter(Objects::nonNull)
        .findFirst()
        .flatMap(found -> tip(found, defaultBranch))
        .orElseThrow(() ->
            missing(
                "The repository has no branch or tag named "
                    + name
                    + "."
                    + defaultBranch
                        .map(other -> " Its default branch is " + other + ".")
                        .orElse("")));
  }

  static DeployFailure missing(String text) {
    return new DeployFailure(DeployCode.REF_NOT_FOUND, text);
  }

  private static Optional<SourceTip> tip(Ref found, Optional<String> defaultBranch) {
    String name = found.getName();
    boolean tag = name.startsWith(Constants.R_TAGS);
    String plain =
        tag
            ? name.substring(Constants.R_TAGS.length())
            : name.startsWith(Constants.R_HEADS)
                ? name.substring(Constants.R_HEADS.length())
                : name;
    return Optional.ofNullable(found.getObjectId())
        .map(id -> new SourceTip(tag ? Kind.TAG : Kind.BRANCH, plain, id.name(), defaultBranch));
  }

  /** A branch comes before a tag of the same name: the branch is what people push to. */
  private static Stream<String> places(String name) {
    return name.startsWith(Constants.R_REFS)
        ? Stream.of(name)
        : Stream.of(Constants.R_HEADS + name, Constants.R_TAGS + name);
  }

  private Optional<String> defaultBranch() {
    @Nullable Ref head = refs.get(Constants.HEAD);
    return Optional.ofNullable(head)
        .filter(Ref::isSymbolic)
        .map(symbolic -> symbolic.getTarget().getName())
        .filter(name -> name.startsWith(Constants.R_HEADS))
        .map(name -> name.substring(Constants.R_HEADS.length()));
  }
}
