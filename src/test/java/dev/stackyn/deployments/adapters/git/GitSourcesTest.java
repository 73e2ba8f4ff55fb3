package dev.stackyn.deployments.adapters.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.Repository;
import dev.stackyn.deployments.engine.SourceTip;
import dev.stackyn.deployments.engine.ports.Checkout;
import dev.stackyn.kernel.Stop;
import dev.stackyn.testing.AtOnce;
import dev.stackyn.testing.Author;
import dev.stackyn.testing.GitWebServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the real git http-backend on loopback. */
class GitSourcesTest {
  @TempDir private Path folder;

  private Author author;
  private GitWebServer server;
  private SourcesRig rig;
  private Repository repository;

  @BeforeEach
  void serve() throws IOException {
    author = Author.in(folder.resolve("served/app"));
    server = GitWebServer.of(folder.resolve("served"));
    rig = new SourcesRig(folder.resolve("home"));
    repository = SourcesRig.open(server.url("app/.git"));
  }

  @AfterEach
  void stopServing() {
    server.close();
  }

  @Test
  void bringsTheFilesOfTheDefaultBranch() throws IOException {
    author.write("Dockerfile", "FROM scratch\n").write("src/main.js", "hello\n");
    author.write("run.sh", "#!/bin/sh\n").write("größe/naïve 名.txt", "ü");
    Files.setPosixFilePermissions(
        author.folder().resolve("run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createSymbolicLink(author.folder().resolve("link"), Path.of("src/main.js"));
    String sha = author.commit("First words\n\nand more");

    try (Checkout checkout = rig.checkOut(repository, "")) {
      assertThat(checkout.folder().resolve("src/main.js")).hasContent("hello");
      assertThat(checkout.folder().resolve("link")).isSymbolicLink().hasContent("hello");
      assertThat(checkout.folder().resolve("größe/naïve 名.txt")).hasContent("ü");
      assertThat(checkout.folder().resolve("run.sh")).isExecutable();
      assertThat(Files.getPosixFilePermissions(checkout.folder().resolve("Dockerfile")))
          .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
      assertThat(checkout.folder().resolve(".git")).doesNotExist();
      assertThat(checkout.commit().sha()).isEqualTo(sha);
      assertThat(checkout.commit().author()).isEqualTo("Ada Lovelace");
      assertThat(checkout.commit().message()).isEqualTo("First words\n\nand more");
      assertThat(checkout.commit().at()).isEqualTo(Instant.parse("2026-03-04T05:06:07Z"));
      assertThat(checkout.tip().kind()).isEqualTo(SourceTip.Kind.BRANCH);
      assertThat(checkout.tip().name()).isEqualTo("main");
    }
    assertThat(rig.checkouts()).isEmpty();
  }

  @Test
  void findsABranchATagAndACommit() throws IOException {
    String first = author.write("a", "1").commit("one");
    author.git("tag", "-a", "v1", "-m", "the first");
    author.git("checkout", "-q", "-b", "feature/ünï");
    author.write("a", "2").commit("two");
    author.git("checkout", "-q", "main");
    author.write("a", "3").commit("three");

    assertThat(content("feature/ünï")).isEqualTo("2");
    assertThat(content("v1")).isEqualTo("1");
    assertThat(content(first)).isEqualTo("1");
    assertThat(content("refs/heads/main")).isEqualTo("3");
    assertThat(rig.mirrors()).hasSize(1);
  }

  @Test
  void takesABranchBeforeATagOfTheSameName() throws IOException {
    author.write("a", "tag").commit("one");
    author.git("tag", "same");
    author.git("checkout", "-q", "-b", "same");
    author.write("a", "branch").commit("two");

    assertThat(content("same")).isEqualTo("branch");
  }

  @Test
  void fetchesOnlyWhatIsNew() throws IOException {
    author.write(
        "large.txt", "x".repeat(10) + Stream.iterate(1, i -> i + 1).limit(100_000).toList());
    author.commit("one");
    assertThat(content("", "large.txt")).hasSizeGreaterThan(100_000);
    author.write("small.txt", "new").commit("two");
    Stop stop = new Stop();
    List<String> told = rig.log();
    told.clear();
    rig.checkOut(repository, "", stop).close();

    assertThat(told).last().asString().matches(".*\\(\\d(\\.\\d)? KB received\\)");
  }

  @Test
  void asksTheHostEvenForWhatIsThere() throws IOException {
    author.write("a", "1").commit("one");
    String private1 = server.url("app/.git");
    server.protect("app", "oauth2", "right");
    Repository known = SourcesRig.withToken(private1, "right");
    rig.checkOut(known, "").close();

    assertThat(rig.code(SourcesRig.withToken(private1, "wrong"), ""))
        .isEqualTo(DeployCode.REPO_ACCESS_DENIED);
    assertThat(rig.code(SourcesRig.open(private1), "")).isEqualTo(DeployCode.REPO_ACCESS_DENIED);
    server.protect("app", "oauth2", "changed");
    assertThat(rig.code(known, "")).isEqualTo(DeployCode.REPO_ACCESS_DENIED);
  }

  @Test
  void followsABranchThatWasForcedElsewhere() throws IOException {
    author.write("a", "1").commit("one");
    author.write("a", "2").commit("two");
    assertThat(content("main")).isEqualTo("2");
    author.git("checkout", "-q", "--orphan", "other");
    author.write("a", "rewritten").commit("anew");
    author.git("branch", "-f", "main", "other");

    assertThat(content("main")).isEqualTo("rewritten");
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    author.write("a", "1").commit("one");
    author.git("branch", "short-lived");
    assertThat(content("short-lived")).isEqualTo("1");
    author.git("branch", "-D", "short-lived");

    assertThat(rig.failure(repository, "short-lived"))
        .hasMessage(
            "The repository has no branch or tag named short-lived. Its default branch is main.")
        .extracting("code")
        .isEqualTo(DeployCode.REF_NOT_FOUND);
    assertThat(rig.code(repository, "0123456789012345678901234567890123456789"))
        .isEqualTo(DeployCode.REF_NOT_FOUND);
    assertThat(rig.failure(SourcesRig.open(server.url("none.git")), ""))
        .hasMessageContaining("or it is private")
        .extracting("code")
        .isEqualTo(DeployCode.REPO_NOT_FOUND);
    assertThat(rig.checkouts()).isEmpty();
  }

  @Test
  void saysThatARepositoryIsEmpty() {
    assertThat(rig.failure(repository, ""))
        .hasMessageContaining("is empty")
        .extracting("code")
        .isEqualTo(DeployCode.REF_NOT_FOUND);
  }

  @Test
  void looksWithoutFetching() throws IOException {
    String sha = author.write("a", "1").commit("one");

    SourceTip tip = rig.sources().look(repository, SourcesRig.named(""), new Stop());

    assertThat(tip.name()).isEqualTo("main");
    assertThat(tip.sha()).isEqualTo(sha);
    assertThat(tip.defaultBranch()).contains("main");
    assertThat(rig.mirrors()).isEmpty();
    assertThat(
            SourcesRig.failure(
                    () -> rig.sources().look(repository, SourcesRig.named("none"), new Stop()))
                .code())
        .isEqualTo(DeployCode.REF_NOT_FOUND);
  }

  @Test
  void servesManyAtOnce() throws IOException {
    author.write("a", "1").commit("one");

    List<String> contents = AtOnce.times(4, () -> content(""));

    assertThat(contents).containsOnly("1");
    assertThat(rig.mirrors()).hasSize(1);
    assertThat(rig.checkouts()).isEmpty();
  }

  @Test
  void saysThatLargeFilesAreElsewhere() throws IOException {
    author.write(
        "model.bin",
        """
        version https://git-lfs.github.com/spec/v1
        oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
        size 12345
        """);
    author.commit("one");
    rig.checkOut(repository, "").close();

    assertThat(rig.log()).anyMatch(line -> line.contains("model.bin") && line.contains("Git LFS"));
  }

  @Test
  void speaksWithServersThatGiveOutOnlyTips() throws IOException {
    String first = author.write("a", "1").commit("one");
    author.write("a", "2").commit("two");
    author.git("config", "protocol.version", "0");
    author.git("config", "uploadpack.allowAnySHA1InWant", "false");
    server.speakOldProtocol();

    assertThat(content("")).isEqualTo("2");
    assertThat(content(first)).isEqualTo("1");
    assertThat(content("main")).isEqualTo("2");
  }

  private String content(String ref) {
    return content(ref, "a");
  }

  private String content(String ref, String path) {
    try (Checkout checkout = rig.checkOut(repository, ref)) {
      return Files.readString(checkout.folder().resolve(path));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
