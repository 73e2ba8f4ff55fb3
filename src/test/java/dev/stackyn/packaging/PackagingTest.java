package dev.stackyn.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

class PackagingTest {
  private record Said(int exit, String text) {}

  @Test
  @Tag("docker")
  void theComposeFileIsValid() throws Exception {
    Said said = compose(Map.of("POSTGRES_PASSWORD", "letters"), "config");

    assertThat(said.exit).as(said.text).isZero();
    assertThat(said.text).contains("postgres://stackyn:letters@10.214.0.2:5432/stackyn");
  }

  @Test
  @Tag("docker")
  void theComposeFileHasNoPasswordOfItsOwn() throws Exception {
    Said said = compose(Map.of("POSTGRES_PASSWORD", ""), "config", "--quiet");

    assertThat(said.exit).isNotZero();
    assertThat(said.text).contains("set POSTGRES_PASSWORD in .env");
  }

  @Test
  void everyServiceOfTheComposeFileIsWatchedAndConfined() throws IOException {
    Map<String, Map<String, Object>> services = services();

    assertThat(services).containsOnlyKeys("stackyn", "postgres", "traefik");
    services.forEach((name, service) -> {
      assertThat(service).as(name).containsKeys("healthcheck", "restart", "security_opt");
      assertThat(service).as(name).doesNotContainKeys("privileged", "pid", "ports");
    });
    assertThat(services.get("postgres")).doesNotContainKey("network_mode");
    assertThat(services.get("stackyn"))
        .containsEntry("cap_drop", List.of("ALL"))
        .containsEntry("cap_add", List.of("NET_BIND_SERVICE", "NET_ADMIN"));
  }

  /** It is told where apps are, and need not be as good as root to find out. */
  @Test
  void traefikHasNoDockerSocketAndRunsOnlyWhenItIsWanted() throws IOException {
    Map<String, Object> traefik = Objects.requireNonNull(services().get("traefik"));

    assertThat(traefik).containsEntry("profiles", List.of("traefik")).doesNotContainKey("volumes");
  }

  @Test
  void theImageRunsAsNobodySpecialAndIsHealthyWhenItIsReady() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("Dockerfile"));

    assertThat(lines.stream().filter(line -> line.startsWith("USER ")))
        .containsExactly("USER stackyn");
    assertThat(lines)
        .anyMatch(line -> line.startsWith("HEALTHCHECK ") && line.contains("\"status\""));
    assertThat(lines).noneMatch(line -> line.startsWith("ADD "));
  }

  /** Or Java cannot name a file of a repository whose name is not English. */
  @Test
  void fileNamesAreUnicodeWhereverItRuns() throws IOException {
    for (String file : List.of("Dockerfile", "packaging/stackyn.service", "launcher/build.sh")) {
      assertThat(Files.readString(Path.of(file))).as(file).contains("LANG=C.UTF-8 LC_ALL=C.UTF-8");
    }
  }

  /**
   * What the image copies must pass the ignore file, which lets nothing through that is not named.
   */
  @Test
  void theImageIsGivenWhatItCopies() throws IOException {
    List<String> let =
        Files.readAllLines(Path.of(".dockerignore")).stream()
            .filter(line -> line.startsWith("!"))
            .map(line -> line.substring(1))
            .toList();

    Files.readAllLines(Path.of("Dockerfile")).stream()
        .filter(line -> line.startsWith("COPY ") && !line.contains("--from="))
        .flatMap(line -> {
          List<String> words =
              Arrays.stream(line.split(" ")).skip(1).filter(w -> !w.startsWith("--")).toList();
          return words.subList(0, words.size() - 1).stream();
        })
        .forEach(source -> {
          assertThat(let).contains(source);
          assertThat(Path.of(source)).exists();
        });
  }

  @Test
  void theUnitOfSystemdIsValid(@TempDir Path folder) throws Exception {
    assumeThat(Path.of("/usr/bin/systemd-analyze")).exists();
    String unit =
        Files.readString(Path.of("packaging/stackyn.service"))
            .replace("/opt/stackyn/stackyn up", "/bin/true");
    Path copy = Files.writeString(folder.resolve("stackyn.service"), unit);

    Said said = run(Map.of(), List.of("systemd-analyze", "verify", copy.toString()));

    assertThat(said.text.lines().filter(line -> line.contains("stackyn.service")).toList())
        .isEmpty();
  }

  private static Map<String, Map<String, Object>> services() throws IOException {
    Map<String, Map<String, Map<String, Object>>> compose =
        new Yaml().load(Files.readString(Path.of("docker-compose.yml")));
    return Objects.requireNonNull(compose.get("services"));
  }

  private static Said compose(Map<String, String> environment, String... words) throws Exception {
    boolean standalone = Files.isExecutable(Path.of("/usr/bin/docker-compose"));
    List<String> command =
        new ArrayList<>(
            standalone ? List.of("/usr/bin/docker-compose") : List.of("docker", "compose"));
    command.addAll(List.of(words));
    return run(environment, command);
  }

  private static Said run(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text);
  }
}
