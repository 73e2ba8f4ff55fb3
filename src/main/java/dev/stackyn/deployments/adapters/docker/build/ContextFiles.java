package dev.stackyn.deployments.adapters.docker.build;

import dev.stackyn.deployments.adapters.docker.build.ContextEntry.Kind;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Finds what is sent to the engine: everything in the context that the rules leave in, and the
 * folders that lead there, each before what it holds. Links are taken as links, wherever they lead:
 * nothing behind one is ever read. What is neither file, folder nor link has no business in an
 * image.
 */
final class ContextFiles {
  private final Path context;
  private final IgnoreRules rules;
  private final long limit;
  private final List<ContextEntry> found = new ArrayList<>();
  private long bytes;

  private ContextFiles(Path context, IgnoreRules rules, long limit) {
    this.context = context;
    this.rules = rules;
    this.limit = limit;
  }

  static List<ContextEntry> find(Path context, IgnoreRules rules, long limit) {
    ContextFiles files = new ContextFiles(context, rules, limit);
    try {
      files.folder(context, rules.top());
    } catch (IOException e) {
      throw SourceTree.unreadable(e);
    }
    return List.copyOf(files.found);
  }

  private void folder(Path folder, IgnoreRules.Folder verdict) throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> listed = Files.newDirectoryStream(folder)) {
      listed.forEach(children::add);
    }
    // The same commit is to be sent in the same order, whichever file system it lies on.
    children.sort(Comparator.comparing(child -> String.valueOf(child.getFileName())));
    for (Path child : children) {
      judge(child, verdict);
    }
  }

  private void judge(Path path, IgnoreRules.Folder parent) throws IOException {
    String name = context.relativize(path).toString();
    IgnoreRules.Folder verdict = parent.judge(name);
    PosixFileAttributes attributes =
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isDirectory()) {
      enter(new ContextEntry(name, path, Kind.FOLDER, mode(attributes), 0), verdict);
    } else if (verdict.isIgnored()) {
      return;
    } else if (attributes.isSymbolicLink()) {
      found.add(new ContextEntry(name, path, Kind.LINK, mode(attributes), 0));
    } else if (attributes.isRegularFile()) {
      found.add(new ContextEntry(name, path, Kind.FILE, mode(attributes), attributes.size()));
      count(attributes.size());
    }
  }

  /** An ignored folder is left out, unless something in it is wanted all the same. */
  private void enter(ContextEntry folder, IgnoreRules.Folder verdict) throws IOException {
    if (verdict.isIgnored() && !rules.readmitsAny()) {
      return;
    }
    int before = found.size();
    found.add(folder);
    folder(folder.file(), verdict);
    if (verdict.isIgnored() && found.size() == before + 1) {
      found.removeLast();
    }
  }

  private void count(long size) {
    bytes += size;
    if (bytes > limit) {
      throw new DeployFailure(
          DeployCode.BUILD_CONTEXT_TOO_LARGE,
          "The files to build from are larger than the allowed %s. List what the build does not"
                  .formatted(Bytes.text(limit))
              + " need in .dockerignore.");
    }
  }

  private static int mode(PosixFileAttributes attributes) {
    Set<PosixFilePermission> granted = attributes.permissions();
    int mode = 0;
    for (PosixFilePermission permission : PosixFilePermission.values()) {
      mode = mode << 1 | (granted.contains(permission) ? 1 : 0);
    }
    return mode;
  }
}
