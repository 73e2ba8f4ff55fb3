package dev.stackyn.deployments.adapters.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.ports.Checkout;
import dev.stackyn.testing.Author;
import dev.stackyn.testing.GitWebServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmodulesTest {
  @TempDir private Path folder;

  private Author author;
  private GitWebServer server;
  private SourcesRig rig;

  @BeforeEach
  void serve() throws IOException {
    author = Author.in(folder.resolve("served/app"));
    server = GitWebServer.of(folder.resolve("served"));
    rig = new SourcesRig(folder.resolve("home"));
  }

  @AfterEach
  void stopServing() {
    server.close();
  }

  @Test
  void bringsSubmodulesOfSubmodules() throws IOException {
    Author inner = Author.in(folder.resolve("served/inner"));
    String innerSha = inner.write("deep", "2").commit("one");
    Author middle = Author.in(folder.resolve("served/middle"));
    String middleSha = link(middle, "inner", "../../inner/.git", innerSha);
    link(author, "lib/middle", "../../middle/.git", middleSha);
    middle.write("deep", "later").commit("not this one");

    try (Checkout checkout = rig.checkOut(SourcesRig.open(server.url("app/.git")), "")) {
      assertThat(checkout.folder().resolve("lib/middle/inner/deep")).hasContent("2");
      assertThat(checkout.folder().resolve("lib/middle/deep")).doesNotExist();
    }
    assertThat(rig.log()).contains("Submodule lib/middle from " + server.url("middle/.git"));
  }

  @Test
  void aRepositoryWithinItselfEnds() throws IOException {
    String sha = author.write("a", "1").commit("one");
    link(author, "self", "../.git", sha);

    try (Checkout checkout = rig.checkOut(SourcesRig.open(server.url("app/.git")), "")) {
      assertThat(checkout.folder().resolve("self/a")).hasContent("1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc",
        "ext::sh -c true",
        "https://192.168.0.1/inside.git",
        "/etc",
        "https://user:password@git.example.com/x",
        "../../../../../outside"
      })
  void refusesPlacesThatARepositoryCouldNotComeFrom(String url) throws IOException {
    link(author, "sub", url, "0123456789012345678901234567890123456789");

    assertThat(rig.failure(SourcesRig.open(server.url("app/.git")), ""))
        .hasMessageNotContaining("password@")
        .hasMessageContaining("ubmodule sub")
        .extracting("code")
        .isEqualTo(DeployCode.REPO_HOST_NOT_ALLOWED);
  }

  @Test
  void anotherHostIsNotShownTheToken() throws IOException {
    Author inner = Author.in(folder.resolve("served/inner"));
    String sha = inner.write("a", "1").commit("one");
    try (GitWebServer other = GitWebServer.of(folder.resolve("served"))) {
      link(author, "here", "../../inner/.git", sha);
      link(author, "there", other.url("inner/.git"), sha);
      server.protect("app", "oauth2", "hush").protect("inner", "oauth2", "hush");
      rig.checkOut(SourcesRig.withToken(server.url("app/.git"), "hush"), "").close();

      assertThat(other.seen()).isNotEmpty().allMatch(seen -> seen.authorization().isEmpty());
    }
  }

  @Test
  void leavesAFolderEmptyThatNothingIsSaidAbout() throws IOException {
    author.git(
        "update-index",
        "--add",
        "--cacheinfo",
        "160000,0123456789012345678901234567890123456789,lost");
    author.git("commit", "-q", "-m", "lost");

    try (Checkout checkout = rig.checkOut(SourcesRig.open(server.url("app/.git")), "")) {
      assertThat(checkout.folder().resolve("lost")).isEmptyDirectory();
    }
    assertThat(rig.log()).anyMatch(line -> line.contains("lost stays empty"));
  }

  private static String link(Author author, String path, String url, String sha)
      throws IOException {
    author.git("config", "-f", ".gitmodules", "submodule." + path + ".path", path);
    author.git("config", "-f", ".gitmodules", "submodule." + path + ".url", url);
    author.git("add", ".gitmodules");
    author.git("update-index", "--add", "--cacheinfo", "160000," + sha + "," + path);
    author.git("commit", "-q", "-m", "link " + path);
    return author.git("rev-parse", "HEAD");
  }
}
