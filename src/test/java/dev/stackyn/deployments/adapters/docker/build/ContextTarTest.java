package dev.stackyn.deployments.adapters.docker.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.Instructions;
import dev.stackyn.deployments.engine.ports.BuildSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextTarTest {
  private static final Instant COMMITTED = Instant.parse("2026-02-03T04:05:06Z");
  private static final long ROOM = 1_000_000;

  @TempDir private Path root;

  private record Sent(String name, int mode, String text, TarArchiveEntry header) {}

  @Test
  void sendsFilesWithTheirModesAndTheCommitsTime() throws Exception {
    write("run.sh", "go");
    Files.setPosixFilePermissions(
        root.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-x--x"));
    Sent sent = send(IgnoreRules.NONE).getFirst();
    assertThat(sent.name()).isEqualTo("run.sh");
    assertThat(sent.text()).isEqualTo("go");
    assertThat(sent.mode()).isEqualTo(0100751);
    assertThat(sent.header().getLastModifiedTime().toInstant()).isEqualTo(COMMITTED);
    assertThat(sent.header().getLongUserId()).isZero();
    assertThat(sent.header().getUserName()).isEmpty();
  }

  @Test
  void sendsAFolderBeforeWhatItHolds() throws Exception {
    write("b/c/file", "x");
    write("a", "x");
    Files.createDirectories(root.resolve("empty"));
    assertThat(send(IgnoreRules.NONE))
        .extracting(Sent::name)
        .containsExactly("a", "b/", "b/c/", "b/c/file", "empty/");
  }

  @Test
  void sendsLinksAsLinksWhereverTheyLead() throws Exception {
    Files.createSymbolicLink(root.resolve("away"), Path.of("/etc/passwd"));
    Files.createSymbolicLink(root.resolve("folder"), Path.of(".."));
    List<Sent> sent = send(IgnoreRules.NONE);
    assertThat(sent).extracting(Sent::name).containsExactly("away", "folder");
    assertThat(sent).allMatch(one -> one.header().isSymbolicLink() && one.text().isEmpty());
    assertThat(sent.getFirst().header().getLinkName()).isEqualTo("/etc/passwd");
  }

  @Test
  void sendsTheFoldersThatLeadToWhatIsTakenBack() throws Exception {
    write("a/b/keep", "x");
    write("a/b/drop", "x");
    write("a/c/drop", "x");
    assertThat(send(IgnoreRules.parse("a\n!a/b/keep")))
        .extracting(Sent::name)
        .containsExactly("a/", "a/b/", "a/b/keep");
  }

  @Test
  void sendsLongAndForeignNames() throws Exception {
    String name = "x".repeat(120) + "/" + "é".repeat(60) + "/名前";
    write(name, "found");
    assertThat(send(IgnoreRules.NONE))
        .filteredOn(sent -> sent.text().equals("found"))
        .extracting(Sent::name)
        .containsExactly(name);
  }

  @Test
  void countsWhatIsSentAndNotWhatIsIgnored() throws Exception {
    write("large", "x".repeat(2000));
    IgnoreRules ignoring = IgnoreRules.parse("large");
    assertThat(ContextFiles.find(root, ignoring, 1000)).isEmpty();
    DeployFailure failure =
        catchThrowableOfType(
            DeployFailure.class, () -> ContextFiles.find(root, IgnoreRules.NONE, 1000));
    assertThat(failure.code()).isEqualTo(DeployCode.BUILD_CONTEXT_TOO_LARGE);
    assertThat(failure.text()).contains("1 kB", ".dockerignore");
  }

  @Test
  void doesNotSendAFileThatHasBecomeALink() throws Exception {
    write("file", "x");
    List<ContextEntry> found = ContextFiles.find(root, IgnoreRules.NONE, ROOM);
    Files.delete(root.resolve("file"));
    Files.createSymbolicLink(root.resolve("file"), Path.of("/etc/passwd"));
    ContextTar tar = new ContextTar(found, COMMITTED, List.of());
    DeployFailure failure =
        catchThrowableOfType(DeployFailure.class, () -> tar.writeTo(new ByteArrayOutputStream()));
    assertThat(failure.code()).isEqualTo(DeployCode.INTERNAL_PLATFORM_ERROR);
  }

  @Test
  void findsTheFilesBehindLinksThatStayInTheRepository() throws Exception {
    write("real/Dockerfile", "FROM scratch");
    Files.createSymbolicLink(root.resolve("Dockerfile"), Path.of("real/Dockerfile"));
    Files.createSymbolicLink(root.resolve("context"), Path.of("real"));
    SourceTree source = source("context", "Dockerfile");
    assertThat(source.dockerfileInContext()).contains("Dockerfile");
    assertThat(source.dockerfileText()).isEqualTo("FROM scratch");
  }

  @Test
  void refusesPathsThatLeaveTheRepository() throws Exception {
    write("Dockerfile", "FROM scratch");
    Files.createSymbolicLink(root.resolve("out"), Path.of("/etc"));
    Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
    assertThat(refusal("out", "Dockerfile")).isEqualTo(DeployCode.REPO_UNSAFE_PATH);
    assertThat(refusal("", "out/passwd")).isEqualTo(DeployCode.REPO_UNSAFE_PATH);
    assertThat(refusal("", "loop")).isEqualTo(DeployCode.REPO_UNSAFE_PATH);
    assertThat(refusal("nowhere", "Dockerfile")).isEqualTo(DeployCode.DOCKERFILE_MISSING);
    assertThat(refusal("Dockerfile", "Dockerfile")).isEqualTo(DeployCode.DOCKERFILE_INVALID);
    assertThat(refusal("", "missing/Dockerfile")).isEqualTo(DeployCode.DOCKERFILE_MISSING);
  }

  private DeployCode refusal(String context, String dockerfile) {
    return catchThrowableOfType(DeployFailure.class, () -> source(context, dockerfile)).code();
  }

  private SourceTree source(String context, String dockerfile) {
    return SourceTree.of(
        new BuildSource(
            root, Path.of(context), new Instructions.Own(Path.of(dockerfile)), COMMITTED));
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private List<Sent> send(IgnoreRules rules) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ContextTar(ContextFiles.find(root, rules, ROOM), COMMITTED, List.of()).writeTo(out);
    List<Sent> sent = new ArrayList<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new ByteArrayInputStream(out.toByteArray()))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String text = new String(tar.readAllBytes(), StandardCharsets.UTF_8);
        sent.add(new Sent(entry.getName(), entry.getMode(), text, entry));
      }
    }
    return sent;
  }
}
