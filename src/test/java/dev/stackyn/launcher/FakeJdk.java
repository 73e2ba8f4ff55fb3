package dev.stackyn.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder that looks like a JDK, whose java says its name and what it was asked. */
final class FakeJdk {
  private FakeJdk() {}

  static Path make(Path folder, String version) throws IOException {
    runtime(folder, version);
    script(folder.resolve("bin/javac"), "exit 0");
    return folder;
  }

  /** One without a compiler. */
  static Path runtime(Path folder, String version) throws IOException {
    Files.createDirectories(folder.resolve("bin"));
    Files.writeString(
        folder.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
    // Its folder is asked for its name when it runs: a downloaded one has moved by then.
    script(
        folder.resolve("bin/java"),
        "folder=${0%/bin/java}; echo \"I am ${folder##*/}, asked: $*\"");
    return folder;
  }

  static void script(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
