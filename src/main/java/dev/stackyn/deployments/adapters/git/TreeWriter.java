package dev.stackyn.deployments.adapters.git;

import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Writes one commit's tree as files. The bytes are those that were committed: no filter, line
 * ending or keyword that the repository's own attributes ask for is applied.
 */
final class TreeWriter {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwxr-xr-x");
  private static final Set<PosixFilePermission> PLAIN =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final int MOST_PATH = 3500;
  private static final int MOST_NAME = 255;
  private static final byte[] LFS =
      "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);

  /** The specification's bound on what can be a pointer. */
  private static final int MOST_LFS = 1024;

  private final Path root;
  private final Allowance allowance;
  private final Links links;
  private final FetchWatch watch;

  /** Knows what file systems that ignore case and invisible letters take for {@code .git}. */
  private final ObjectChecker names = new ObjectChecker().setSafeForMacOS(true);

  private final List<String> pointers = new ArrayList<>();
  private final List<Gitlink> gitlinks = new ArrayList<>();

  /** A place for another repository, at exactly one commit. */
  record Gitlink(String path, String sha) {}

  TreeWriter(Path root, Allowance allowance, Links links, FetchWatch watch) {
    this.root = root;
    this.allowance = allowance;
    this.links = links;
    this.watch = watch;
  }

  /**
   * @param prefix where in the checkout the tree goes: empty, or a folder with a slash behind it
   */
  void write(ObjectReader reader, ObjectId tree, String prefix) throws IOException {
    try (TreeWalk walk = new TreeWalk(reader)) {
      walk.addTree(tree);
      while (walk.next()) {
        watch.check();
        String path = prefix + checkedPath(walk);
        allowance.entry();
        write(reader, walk, path);
      }
    } catch (InvalidPathException e) {
      throw new DeployFailure(
          DeployCode.INTERNAL_PLATFORM_ERROR,
          "A file's name cannot be written on this host: the platform must run with a UTF-8"
              + " locale, such as LANG=C.UTF-8.",
          e);
    }
  }

  /** Files whose content is kept elsewhere, by Git LFS. */
  List<String> pointers() {
    return pointers;
  }

  List<Gitlink> gitlinks() {
    return gitlinks;
  }

  private void write(ObjectReader reader, TreeWalk walk, String path) throws IOException {
    FileMode mode = walk.getFileMode(0);
    ObjectId id = walk.getObjectId(0);
    try {
      if (mode.equals(FileMode.TREE)) {
        folder(path);
        walk.enterSubtree();
      } else if (mode.equals(FileMode.REGULAR_FILE) || mode.equals(FileMode.EXECUTABLE_FILE)) {
        file(path, reader.open(id, Constants.OBJ_BLOB), mode.equals(FileMode.EXECUTABLE_FILE));
      } else if (mode.equals(FileMode.SYMLINK)) {
        links.add(path, target(path, reader.open(id, Constants.OBJ_BLOB)));
      } else if (mode.equals(FileMode.GITLINK)) {
        folder(path);
        gitlinks.add(new Gitlink(path, id.name()));
      } else {
        throw unsafe("has an entry that is neither file, folder nor link: " + path);
      }
    } catch (FileAlreadyExistsException e) {
      throw unsafe("has two entries named " + path);
    }
  }

  private void folder(String path) throws IOException {
    Path folder = Files.createDirectory(root.resolve(path));
    Files.setPosixFilePermissions(folder, FOLDER);
  }

  private void file(String path, ObjectLoader content, boolean executable) throws IOException {
    allowance.file(path, content.getSize());
    Path file = root.resolve(path);
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      if (content.isLarge()) {
        content.copyTo(out);
      } else {
        byte[] bytes = content.getCachedBytes();
        out.write(bytes);
        notePointer(path, bytes);
      }
    }
    // Not what the process's umask would make of it: an image keeps these, and whoever runs in it
    // is somebody else.
    Files.setPosixFilePermissions(file, executable ? FOLDER : PLAIN);
  }

  private static String target(String path, ObjectLoader content) throws IOException {
    if (content.getSize() == 0 || content.getSize() > MOST_PATH) {
      throw unsafe("has a symbolic link that leads nowhere: " + path);
    }
    String target = text(content.getCachedBytes());
    if (target.indexOf('\0') >= 0) {
      throw unsafe("has a symbolic link that leads nowhere: " + path);
    }
    return target;
  }

  private String checkedPath(TreeWalk walk) {
    byte[] raw = walk.getRawPath();
    // As long as the tree says: a name with a slash in it must be seen whole.
    int nameLength = walk.getTree(0, CanonicalTreeParser.class).getNameLength();
    if (raw.length > MOST_PATH || nameLength > MOST_NAME) {
      throw unsafe("has a path that is too long for this host");
    }
    String path = text(raw);
    try {
      names.checkPathSegment(raw, raw.length - nameLength, raw.length);
    } catch (CorruptObjectException e) {
      throw unsafe("has an entry with a name that is not allowed: " + printable(path));
    }
    return path;
  }

  private void notePointer(String path, byte[] bytes) {
    if (bytes.length <= MOST_LFS
        && bytes.length > LFS.length
        && java.util.Arrays.equals(bytes, 0, LFS.length, LFS, 0, LFS.length)) {
      pointers.add(path);
    }
  }

  private static String text(byte[] raw) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
    } catch (CharacterCodingException e) {
      throw unsafe(
          "has a name that is not UTF-8: "
              + printable(new String(raw, StandardCharsets.ISO_8859_1)));
    }
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private static DeployFailure unsafe(String text) {
    return new DeployFailure(DeployCode.REPO_UNSAFE_PATH, "The repository " + text + ".");
  }
}
