package dev.stackyn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import dev.stackyn.platform.domain.Variables;
import dev.stackyn.testing.FakeDocker;
import dev.stackyn.testing.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerbsTest {
  @TempDir private Path home;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

  @Test
  void migrateGoesUpAndDownAndTellsWhereItIs() throws Exception {
    External database = TestPostgres.freshDatabase();
    MigrateVerb migrate =
        new MigrateVerb(
            settings(Map.of("DATABASE_URL", TestPostgres.url(database))).platform().database(),
            out);

    migrate.run(List.of("status"));
    assertThat(text()).contains("pending", "database at version 0 of ");
    migrate.run(List.of("up"));
    assertThat(text()).contains("applied: 1", "applied  platform audit log");
    migrate.run(List.of("up"));
    assertThat(text()).contains("nothing to do");
    migrate.run(List.of("down", "--to", "0"));
    assertThat(text()).contains("taken back: ", "database at version 0 of ");
  }

  @Test
  void migrateTakesItsOwnWordsOnly() {
    assertThat(MigrateVerb.understands(List.of("up"))).isTrue();
    assertThat(MigrateVerb.understands(List.of("down", "--to", "3"))).isTrue();
    for (List<String> words :
        List.of(
            List.<String>of(),
            List.of("down"),
            List.of("down", "--to", "-1"),
            List.of("down", "--to", "x"),
            List.of("up", "now"))) {
      assertThat(MigrateVerb.understands(words)).as("%s", words).isFalse();
    }
  }

  @Test
  void theDoctorIsContentWithASoundMachine() throws Exception {
    try (FakeDocker docker = FakeDocker.start()) {
      boolean sound =
          DoctorVerb.run(settings(Map.of("DOCKER_HOST", docker.host().toString())), List.of(), out);

      assertThat(sound).as(text()).isTrue();
      assertThat(text())
          .contains("java", "disk", "any free one", "embedded, to be created in")
          .contains("engine 20.10.24, API 1.41", "apps answer on *.localhost")
          .contains("apps run on while the engine is restarted");
      assertThat(home).isEmptyDirectory();
    }
  }

  @Test
  void theDoctorAdvisesWhatMakesAppsSafer() throws Exception {
    try (FakeDocker docker = FakeDocker.start(false)) {
      boolean sound =
          DoctorVerb.run(settings(Map.of("DOCKER_HOST", docker.host().toString())), List.of(), out);

      assertThat(sound).as(text()).isTrue();
      assertThat(text())
          .contains("every app stops for a while", "\"live-restore\": true")
          .contains("the engine is on another host: there, containers can reach");
    }
  }

  @Test
  void theDoctorDoesNotMissAWallThatIsSomebodyElsesMatter() throws Exception {
    try (FakeDocker docker = FakeDocker.start()) {
      DoctorVerb.run(
          settings(Map.of("DOCKER_HOST", docker.host().toString(), "STACKYN_WALL", "off")),
          List.of(),
          out);

      assertThat(text()).contains("ok       wall", "somebody else's matter");
    }
  }

  @Test
  void theDoctorSaysWhatIsWrongAndHowToMendIt() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      boolean sound =
          DoctorVerb.run(
              settings(
                  Map.of(
                      "PORT", String.valueOf(taken.getLocalPort()),
                      "DOCKER_HOST", "unix:///nowhere/docker.sock",
                      "BASE_DOMAIN", "apps.invalid",
                      "DATABASE_URL", "postgres://ann:s3cret@127.0.0.1:1/shop")),
              List.of("STACKYN_PROT: no such setting; it is ignored"),
              out);

      assertThat(sound).isFalse();
      assertThat(text())
          .contains("STACKYN_PROT: no such setting")
          .contains(taken.getLocalPort() + " is taken", "or set PORT")
          .contains("PostgreSQL not reachable", "DATABASE_URL or POSTGRES_*")
          .contains("start Docker, and check DOCKER_HOST")
          .contains("*.apps.invalid leads nowhere", "point a wildcard record")
          .doesNotContain("s3cret");
    }
  }

  private String text() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private Settings settings(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>();
    all.put("STACKYN_HOME", home.toString());
    all.put("PORT", "0");
    all.put("STACKYN_ROUTER_PORT", "0");
    all.putAll(environment);
    Variables variables = new Variables(all);
    Settings settings = Settings.from(variables);
    assertThat(variables.problems()).isEmpty();
    return settings;
  }
}
