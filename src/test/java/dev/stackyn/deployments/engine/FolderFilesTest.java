package dev.stackyn.deployments.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFilesTest {
  @TempDir Path place;
  private Path folder;

  @BeforeEach
  void make() throws IOException {
    folder = Files.createDirectories(place.resolve("checkout"));
    Files.writeString(place.resolve("outside"), "not for you");
    Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(folder.resolve("a/b/c.txt"), "here");
  }

  @Test
  void filesAreListedWithTheirFolders() {
    assertThat(FolderFiles.of(folder).paths()).containsExactly("a/b/c.txt");
    assertThat(FolderFiles.of(folder).text("a/b/c.txt")).contains("here");
  }

  @Test
  void whatIsNotThereHasNoText() {
    assertThat(FolderFiles.of(folder).text("a/b")).isEmpty();
    assertThat(FolderFiles.of(folder).text("../outside")).isEmpty();
  }

  @Test
  void linksAreFollowedAsLongAsTheyStayInside() throws IOException {
    Files.createSymbolicLink(folder.resolve("in"), Path.of("a/b/c.txt"));
    Files.createSymbolicLink(folder.resolve("out"), Path.of("../outside"));
    Files.createSymbolicLink(folder.resolve("nowhere"), Path.of("missing"));
    Files.createSymbolicLink(folder.resolve("up"), Path.of(".."));

    FolderFiles files = FolderFiles.of(folder);

    assertThat(files.text("in")).contains("here");
    assertThat(files.text("out")).isEmpty();
    assertThat(files.text("nowhere")).isEmpty();
    assertThat(files.text("up")).isEmpty();
    assertThat(files.paths()).doesNotContain("up/outside");
  }

  @Test
  void whatIsTooLargeToBeReadIsThereAllTheSame() throws IOException {
    Files.write(folder.resolve("large.json"), new byte[(1 << 20) + 1]);

    assertThat(FolderFiles.of(folder).paths()).contains("large.json");
    assertThat(FolderFiles.of(folder).text("large.json")).isEmpty();
  }
}
