package dev.stackyn.deployments.adapters.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.ports.Checkout;
import dev.stackyn.testing.Author;
import dev.stackyn.testing.GitWebServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees that no git program would make, written object by object. */
class UnsafeTreesTest {
  @TempDir private Path folder;

  private Author author;
  private SourcesRig rig;

  @BeforeEach
  void serve() throws IOException {
    author = Author.in(folder.resolve("app"));
    rig = new SourcesRig(folder.resolve("home")).allow("file:" + folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        ".",
        ".git",
        ".GIT",
        ".Git",
        "../escape",
        "a/b",
        "/etc/passwd",
        ".git.",
        ".git ",
        "git~1",
        "GIT~1",
        ".g\u200cit"
      })
  void refusesNamesThatLeadElsewhere(String name) throws IOException {
    Tree tree = new Tree().add("100644", name, blob("evil"));

    assertThat(refusal(tree).code()).isEqualTo(DeployCode.REPO_UNSAFE_PATH);
    assertThat(folder.resolve("escape")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"aux.c", "what?.txt", "a:b", ".github", ".gitignore", "trailing. .md"})
  void takesNamesThatOnlyOtherSystemsMind(String name) throws IOException {
    publish(new Tree().add("100644", name, blob("fine")));
    try (Checkout checkout = checkOut()) {
      assertThat(checkout.folder().resolve(name)).hasContent("fine");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/etc/passwd, x",
    "../outside, x",
    "sub/../../outside, x",
    "other/../.., .",
    "other/.., sub/..",
    "other, ../x"
  })
  void refusesLinksThatLeadOutAloneOrTogether(String target, String other) throws IOException {
    Tree tree =
        new Tree()
            .add("120000", "link", blob(target))
            .add("120000", "other", blob(other))
            .add("40000", "sub", new Tree().add("100644", "file", blob("1")).write());
    if (target.equals("other/..") && other.equals("sub/..")) {
      tree = new Tree().add("120000", "link", blob("other/..")).add("120000", "other", blob("."));
    }

    assertThat(refusal(tree).code()).isEqualTo(DeployCode.REPO_UNSAFE_PATH);
  }

  @Test
  void keepsLinksThatStayInsideOrLeadNowhere() throws IOException {
    publish(
        new Tree()
            .add("120000", "dangling", blob("not/there"))
            .add("120000", "loop", blob("loop"))
            .add(
                "40000",
                "sub",
                new Tree().add("100644", "file", blob("1")).add("120000", "up", blob("..")).write())
            .add("120000", "way", blob("sub/up/sub/file")));
    try (Checkout checkout = checkOut()) {
      assertThat(checkout.folder().resolve("way")).hasContent("1");
      assertThat(Files.readSymbolicLink(checkout.folder().resolve("dangling")))
          .isEqualTo(Path.of("not/there"));
    }
  }

  @Test
  void neverWritesThroughALink() throws IOException {
    Files.createDirectories(folder.resolve("victim"));
    Tree tree =
        new Tree()
            .add("120000", "a", blob("../../../victim"))
            .add("40000", "a", new Tree().add("100644", "file", blob("evil")).write());

    assertThat(refusal(tree).code()).isEqualTo(DeployCode.REPO_UNSAFE_PATH);
    assertThat(folder.resolve("victim")).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"20644", "60644", "140000", "10644"})
  void refusesWhatIsNeitherFileFolderNorLink(String mode) throws IOException {
    publish(new Tree().add(mode, "device", blob("x")));
    try (GitWebServer server = GitWebServer.of(folder)) {
      rig.allow("127.0.0.1");
      assertThat(rig.code(SourcesRig.open(server.url("app/.git")), "main"))
          .isEqualTo(DeployCode.REPO_UNSAFE_PATH);
    }
  }

  private DeployFailure refusal(Tree tree) throws IOException {
    publish(tree);
    DeployFailure failure = SourcesRig.failure(() -> checkOut().close());
    assertThat(rig.checkouts()).isEmpty();
    return failure;
  }

  private Checkout checkOut() {
    return rig.checkOut(SourcesRig.open("file://" + author.folder() + "/.git"), "main");
  }

  private void publish(Tree tree) throws IOException {
    String commit = author.git("commit-tree", tree.write(), "-m", "evil");
    author.git("update-ref", "refs/heads/main", commit);
  }

  private String blob(String text) throws IOException {
    return author.object("blob", text.getBytes(StandardCharsets.UTF_8));
  }

  private final class Tree {
    private final ByteArrayOutputStream entries = new ByteArrayOutputStream();

    Tree add(String mode, String name, String sha) {
      entries.writeBytes((mode + " " + name + "\0").getBytes(StandardCharsets.UTF_8));
      entries.writeBytes(HexFormat.of().parseHex(sha));
      return this;
    }

    String write() throws IOException {
      return author.object("tree", entries.toByteArray());
    }
  }
}
