package dev.stackyn.deployments.adapters.docker.build;

import dev.stackyn.deployments.adapters.docker.EngineRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * The context as it goes over the wire: a tar, written while it is sent, however large it is.
 *
 * <p>Modes and links stay as they are. All files belong to root, as with the reference, because the
 * platform's own user means nothing in an image; and all have the time of the commit, because the
 * time of a checkout would make different images of the same commit.
 *
 * @param extra what is sent along: a Dockerfile that is not in the context
 */
record ContextTar(List<ContextEntry> entries, Instant time, List<Extra> extra)
    implements EngineRequest.Body {
  private static final int BLOCK = 64 * 1024;
  private static final int FILE_MODE = 0100644;
  private static final int TYPE_FILE = 0100000;
  private static final int TYPE_FOLDER = 0040000;
  private static final int TYPE_LINK = 0120000;

  /** A file that is not found in the context under its name. */
  record Extra(String name, String text) {}

  ContextTar {
    entries = List.copyOf(entries);
    extra = List.copyOf(extra);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    for (ContextEntry entry : entries) {
      write(tar, entry);
    }
    for (Extra file : extra) {
      text(tar, header(file.name(), FILE_MODE), file.text());
    }
    tar.finish();
  }

  private static void text(TarArchiveOutputStream tar, TarArchiveEntry header, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    header.setSize(bytes.length);
    tar.putArchiveEntry(header);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private void write(TarArchiveOutputStream tar, ContextEntry entry) throws IOException {
    switch (entry.kind()) {
      case FOLDER -> bare(tar, header(entry.name() + "/", TYPE_FOLDER | entry.mode()));
      case LINK -> bare(tar, link(entry));
      case FILE -> content(tar, header(entry.name(), TYPE_FILE | entry.mode()), entry.file());
    }
  }

  private static void bare(TarArchiveOutputStream tar, TarArchiveEntry header) throws IOException {
    tar.putArchiveEntry(header);
    tar.closeArchiveEntry();
  }

  private TarArchiveEntry link(ContextEntry entry) {
    TarArchiveEntry header = new TarArchiveEntry(entry.name(), TarConstants.LF_SYMLINK);
    try {
      header.setLinkName(Files.readSymbolicLink(entry.file()).toString());
    } catch (IOException e) {
      throw SourceTree.unreadable(e);
    }
    return normal(header, TYPE_LINK | entry.mode());
  }

  private TarArchiveEntry header(String name, int mode) {
    return normal(new TarArchiveEntry(name), mode);
  }

  private TarArchiveEntry normal(TarArchiveEntry header, int mode) {
    header.setMode(mode);
    header.setIds(0, 0);
    header.setNames("", "");
    header.setModTime(time.toEpochMilli());
    return header;
  }

  /** An error of the file is told apart from one of the wire, which is no reason of ours. */
  private static void content(TarArchiveOutputStream tar, TarArchiveEntry header, Path file)
      throws IOException {
    try (InputStream in = open(file)) {
      header.setSize(size(file));
      tar.putArchiveEntry(header);
      byte[] block = new byte[BLOCK];
      long left = header.getSize();
      while (left > 0) {
        int got = read(in, block, (int) Math.min(block.length, left));
        tar.write(block, 0, got);
        left -= got;
      }
      tar.closeArchiveEntry();
    }
  }

  private static InputStream open(Path file) {
    try {
      return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw SourceTree.unreadable(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw SourceTree.unreadable(e);
    }
  }

  private static int read(InputStream in, byte[] block, int wanted) {
    try {
      int got = in.read(block, 0, wanted);
      if (got < 0) {
        throw new IOException("a file has become shorter");
      }
      return got;
    } catch (IOException e) {
      throw SourceTree.unreadable(e);
    }
  }
}
