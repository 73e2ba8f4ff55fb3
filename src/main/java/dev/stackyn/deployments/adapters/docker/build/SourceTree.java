package dev.stackyn.deployments.adapters.docker.build;

import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.ports.BuildSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The files of a build after every link has been followed: what a repository links to outside of
 * itself is the host's, and not to be had.
 *
 * @param context the real folder
 * @param dockerfile the real file
 * @param dockerfileName how the Dockerfile is called in the repository, for people
 */
record SourceTree(Path context, Path dockerfile, String dockerfileName, Instant committed) {
  private static final int LONGEST = 1024 * 1024;

  static SourceTree of(BuildSource source) {
    Path root = real(source.root(), source.root(), "");
    String name = source.dockerfile().toString();
    Path context = real(root, root.resolve(source.context()), source.context().toString());
    if (!Files.isDirectory(context)) {
      throw new DeployFailure(
          DeployCode.DOCKERFILE_INVALID,
          "The build context \"%s\" is not a folder.".formatted(source.context()));
    }
    Path dockerfile = real(root, root.resolve(source.dockerfile()), name);
    if (!Files.isRegularFile(dockerfile)) {
      throw missing(name);
    }
    return new SourceTree(context, dockerfile, name, source.committed());
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

  String dockerfileText() {
    return text(dockerfile, dockerfileName);
  }

  /** Where the Dockerfile is in the context; nothing if it lies outside. */
  Optional<String> dockerfileInContext() {
    return dockerfile.startsWith(context)
        ? Optional.of(context.relativize(dockerfile).toString())
        : Optional.empty();
  }

  /**
   * What is kept out of the build. The file beside the Dockerfile that bears its name stands before
   * the context's own: so several Dockerfiles of one context may want different things.
   */
  IgnoreRules ignored() {
    Path own = dockerfile.resolveSibling(dockerfile.getFileName() + ".dockerignore");
    Path common = context.resolve(".dockerignore");
    if (Files.isRegularFile(own, LinkOption.NOFOLLOW_LINKS)) {
      return rules(own);
    }
    return Files.isRegularFile(common, LinkOption.NOFOLLOW_LINKS)
        ? rules(common)
        : IgnoreRules.NONE;
  }

  /** A plain file right in the context. */
  Optional<Path> file(String name) {
    return Optional.of(context.resolve(name))
        .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
  }

  private static IgnoreRules rules(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      return IgnoreRules.parse(text(file, name));
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
