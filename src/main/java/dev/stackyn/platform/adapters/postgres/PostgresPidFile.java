package dev.stackyn.platform.adapters.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a running server writes about itself into its data folder. */
record PostgresPidFile(long pid, int port, String status) {

  /**
   * The server of this data folder, if the file is there, complete, and its process lives and is a
   * PostgreSQL.
   */
  static Optional<PostgresPidFile> ofLiving(Path data) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(data.resolve("postmaster.pid"));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (lines.size() < 4) {
      return Optional.empty();
    }
    String status = lines.size() > 7 ? lines.get(7).strip() : "";
    PostgresPidFile file =
        new PostgresPidFile(
            Long.parseLong(lines.get(0).strip()), Integer.parseInt(lines.get(3).strip()), status);
    return file.isLiving(data) ? Optional.of(file) : Optional.empty();
  }

  boolean isReady() {
    return status.equals("ready");
  }

  /**
   * After a reboot the number may belong to somebody else: only a process that was given this data
   * folder counts.
   */
  private boolean isLiving(Path data) throws IOException {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(pid), "cmdline"))
          .contains(data.toString());
    } catch (IOException e) {
      return false;
    }
  }
}
