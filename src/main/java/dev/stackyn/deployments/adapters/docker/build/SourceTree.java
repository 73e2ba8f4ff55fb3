package dev.stackyn.deployments.adapters.docker.build;

import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.Instructions;
import dev.stackyn.deployments.engine.ports.BuildSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The files of a build after every link has been followed: what a repository links to outside of
 * itself is the host's, and not to be had.
 *
 * @param context the real folder
 */
record SourceTree(Path context, Script script, Instant committed) {
  private static final int LONGEST = 1024 * 1024;

  /** Where the Dockerfile comes from. */
  private sealed interface Script {
    /**
     * A file of the repository.
     *
     * @param file the real one
     * @param name how it is called in the repository, for people
     */
    record Own(Path file, String name) implements Script {}

    record Made(Instructions.Generated instructions) implements Script {}
  }

  static SourceTree of(BuildSource source) {
    Path root = real(source.root(), source.root(), "");
    Path context = real(root, root.resolve(source.context()), source.context().toString());
    if (!Files.isDirectory(context)) {
      throw new DeployFailure(
          DeployCode.DOCKERFILE_INVALID,
          "The build context \"%s\" is not a folder.".formatted(source.context()));
    }
    Script script =
        switch (source.instructions()) {
          case Instructions.Own own -> own(root, own.dockerfile());
          case Instructions.Generated made -> new Script.Made(made);
        };
    return new SourceTree(context, script, source.committed());
  }

  private static Script own(Path root, Path dockerfile) {
    String name = dockerfile.toString();
    Path file = real(root, root.resolve(dockerfile), name);
    if (!Files.isRegularFile(file)) {
      throw missing(name);
    }
    return new Script.Own(file, name);
  }

  private static Path real(Path root, Path path, String name) {
    Path real;
    try {
      real = path.toRealPath();
    } catch (NoSuchFileException e) {
      throw missing(name);
    } catch (IOException e) {
      throw new DeployFailure(
          DeployCode.REPO_UNSAFE_PATH, "\"%s\" cannot be followed to a file.".formatted(name), e);
    }
    if (!real.startsWith(root) && !path.equals(root)) {
      throw new DeployFailure(
          DeployCode.REPO_UNSAFE_PATH,
          "\"%s\" is a link that leads out of the repository.".formatted(name));
    }
    return real;
  }

  private static DeployFailure missing(String name) {
    return new DeployFailure(
        DeployCode.DOCKERFILE_MISSING, "The repository has no \"%s\".".formatted(name));
  }

  /** What the Dockerfile is called when people are told of it. */
  String dockerfileName() {
    return switch (script) {
      case Script.Own own -> own.name();
      case Script.Made _ -> "the generated Dockerfile";
    };
  }

  String dockerfileText() {
    return switch (script) {
      case Script.Own own -> text(own.file(), own.name());
      case Script.Made made -> made.instructions().dockerfile();
    };
  }

  /** Where the Dockerfile is in the context; nothing if it is not. */
  Optional<String> dockerfileInContext() {
    return switch (script) {
      case Script.Own own when own.file().startsWith(context) ->
          Optional.of(context.relativize(own.file()).toString());
      case Script.Own _, Script.Made _ -> Optional.empty();
    };
  }

  /** What is sent as if it were in the context. */
  SortedMap<String, String> additions() {
    return switch (script) {
      case Script.Own _ -> Collections.emptySortedMap();
      case Script.Made made -> made.instructions().files();
    };
  }

  /**
   * What is kept out of the build. The file beside the Dockerfile that bears its name stands before
   * the context's own: so several Dockerfiles of one context may want different things.
   */
  IgnoreRules ignored() {
    Path common = context.resolve(".dockerignore");
    return switch (script) {
      case Script.Own(Path file, String _) -> {
        Path own = file.resolveSibling(file.getFileName() + ".dockerignore");
        yield rules(isPlain(own) ? own : common, List.of());
      }
      case Script.Made(Instructions.Generated made) -> rules(common, made.ignored());
    };
  }

  /** What a plain file right in the context says. */
  Optional<String> file(String name) {
    return Optional.of(context.resolve(name))
        .filter(SourceTree::isPlain)
        .map(file -> text(file, name));
  }

  private static boolean isPlain(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static IgnoreRules rules(Path file, List<String> more) {
    String name = String.valueOf(file.getFileName());
    String said = isPlain(file) ? text(file, name) : "";
    try {
      return IgnoreRules.parse(said + "\n" + String.join("\n", more));
    } catch (IllegalArgumentException e) {
      throw new DeployFailure(
          DeployCode.DOCKERFILE_INVALID, "%s: %s".formatted(name, e.getMessage()), e);
    }
  }

  private static String text(Path file, String name) {
    try {
      if (Files.size(file) > LONGEST) {
        throw new DeployFailure(
            DeployCode.DOCKERFILE_INVALID, "%s is larger than 1 MB.".formatted(name));
      }
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  static DeployFailure unreadable(IOException e) {
    return new DeployFailure(
        DeployCode.INTERNAL_PLATFORM_ERROR, "The repository's files could not be read.", e);
  }
}
