package dev.stackyn.platform.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.kernel.Secret;
import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.TestFolders;
import dev.stackyn.testing.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddedPostgresTest {
  private Path folder;
  private EmbeddedPostgres postgres;

  @BeforeEach
  void start() throws Exception {
    folder = TestPostgres.newFolder();
    postgres = EmbeddedPostgres.in(folder);
    postgres.start();
  }

  @AfterEach
  void stop() throws Exception {
    EmbeddedPostgres.in(folder).stop();
    TestFolders.delete(folder);
  }

  @Test
  void keepsItsRowsItsPortAndItsPasswordOverARestart() throws Exception {
    External before = postgres.location();
    execute("create table kept (n int)", "insert into kept values (7)");
    postgres.stop();
    assertThat(postgres.isRunning()).isFalse();

    EmbeddedPostgres again = EmbeddedPostgres.in(folder);
    again.start();

    assertThat(again.location()).isEqualTo(before);
    assertThat(ask("select n::text from kept")).isEqualTo("7");
  }

  @Test
  void aSecondPlatformGoesOnWithTheServerThatAKilledOneLeft() throws Exception {
    long pid = PostgresPidFile.ofLiving(folder.resolve("data")).orElseThrow().pid();

    EmbeddedPostgres after = EmbeddedPostgres.in(folder);
    after.start();

    assertThat(PostgresPidFile.ofLiving(folder.resolve("data")).orElseThrow().pid()).isEqualTo(pid);
    assertThat(after.location()).isEqualTo(postgres.location());
  }

  @Test
  void comesBackAfterItsServerWasKilled() throws Exception {
    execute("create table kept (n int)", "insert into kept values (7)");
    PostgresPidFile server = PostgresPidFile.ofLiving(folder.resolve("data")).orElseThrow();
    ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();
    Eventually.that(
        "the server is gone", () -> PostgresPidFile.ofLiving(folder.resolve("data")).isEmpty());

    EmbeddedPostgres after = EmbeddedPostgres.in(folder);
    after.start();

    assertThat(ask("select n::text from kept")).isEqualTo("7");
  }

  @Test
  void losesNothingOnAPowerCut() throws Exception {
    assertThat(ask("show fsync")).isEqualTo("on");
    assertThat(ask("show synchronous_commit")).isEqualTo("on");
    assertThat(ask("show full_page_writes")).isEqualTo("on");
    assertThat(ask("show data_checksums")).isEqualTo("on");
  }

  @Test
  void letsNobodyInWithoutThePassword() {
    External location = postgres.location();
    assertThatThrownBy(() ->
            TestPostgres.connect(
                    new External(location.jdbcUrl(), "stackyn", Optional.of(new Secret("guessed"))))
                .close())
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
  }

  @Test
  void listensOnLoopbackOnlyAndOnNoSocketFile() throws Exception {
    assertThat(ask("show listen_addresses")).isEqualTo("127.0.0.1");
    assertThat(ask("show unix_socket_directories")).isEmpty();
  }

  @Test
  void itsFilesAreForItsOwnerOnly() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("password"))))
        .isEqualTo("rw-------");
  }

  @Test
  void takesAnotherPortWhenItsOwnIsTaken() throws Exception {
    String before = postgres.location().jdbcUrl();
    postgres.stop();
    int port = Integer.parseInt(Files.readString(folder.resolve("port")));
    try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      EmbeddedPostgres moved = EmbeddedPostgres.in(folder);
      moved.start();

      assertThat(other.isBound()).isTrue();
      assertThat(moved.location().jdbcUrl()).isNotEqualTo(before);
      assertThat(ask("select 1::text")).isEqualTo("1");
    }
  }

  @Test
  void anInterruptedCreationIsBegunAgain() throws Exception {
    postgres.stop();
    Files.move(folder.resolve("data"), folder.resolve("data.unfinished"));
    Files.move(
        folder.resolve("programs-" + PostgresBinaries.VERSION),
        folder.resolve("programs-" + PostgresBinaries.VERSION + ".unfinished"));

    EmbeddedPostgres again = EmbeddedPostgres.in(folder);
    again.start();

    assertThat(ask("select 1::text")).isEqualTo("1");
  }

  @Test
  void refusesTheFilesOfAnotherMajorVersion() throws Exception {
    postgres.stop();
    Files.writeString(folder.resolve("data").resolve("PG_VERSION"), "12\n");

    assertThatThrownBy(() -> EmbeddedPostgres.in(folder).start())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("was made by PostgreSQL 12");
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = TestPostgres.connect(postgres.location());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private String ask(String question) throws SQLException, IOException {
    try (Connection connection = TestPostgres.connect(EmbeddedPostgres.in(folder).location());
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      answer.next();
      return answer.getString(1);
    }
  }
}
