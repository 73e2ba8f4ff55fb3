package dev.stackyn.deployments.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.engine.Bounds;
import dev.stackyn.deployments.engine.Capability;
import dev.stackyn.deployments.engine.DeploySpec;
import dev.stackyn.deployments.engine.Freshness;
import dev.stackyn.deployments.engine.GitCredential;
import dev.stackyn.deployments.engine.GitRef;
import dev.stackyn.deployments.engine.Privileges;
import dev.stackyn.deployments.engine.RegistryLogin;
import dev.stackyn.deployments.engine.Repository;
import dev.stackyn.deployments.engine.RepositoryUrl;
import dev.stackyn.deployments.engine.Restart;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.Secret;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is written down is what is read again, down to what is empty. */
class SpecDocumentTest {
  private final JsonMapper json = JsonMapper.createDefault();

  @Test
  void everythingThatCanBeSaidComesBack() throws IOException {
    DeploySpec spec =
        spec(
            new Repository(
                RepositoryUrl.parse("https://git.example.com/ada/shop.git"),
                Optional.of(
                    new GitCredential.Token(Optional.of("ada"), new Secret("token of ada")))),
            Optional.of(new GitRef("main")),
            Map.of("EMPTY", new Secret(""), "KEY", new Secret("value\nof two lines")),
            new DeploySpec.Commands(
                Optional.of(List.of("node", "server.js", "")), Optional.of(List.of("migrate"))),
            new DeploySpec.Health(
                Optional.of(3_000), Optional.of("/up"), 204, Duration.ofSeconds(30)));

    assertThat(again(spec)).isEqualTo(spec);
  }

  @Test
  void soDoesWhatIsLeftOut() throws IOException {
    DeploySpec spec =
        spec(
            Repository.open(RepositoryUrl.parse("https://git.example.com/ada/shop.git")),
            Optional.empty(),
            Map.of(),
            new DeploySpec.Commands(Optional.empty(), Optional.empty()),
            new DeploySpec.Health(Optional.empty(), Optional.empty(), 200, Duration.ofSeconds(60)));

    assertThat(again(spec)).isEqualTo(spec);
  }

  @Test
  void aDeployKeyComesBackAsOne() throws IOException {
    Repository repository =
        new Repository(
            RepositoryUrl.parse("git@git.example.com:ada/shop.git"),
            Optional.of(
                new GitCredential.DeployKey(
                    new Secret("-----BEGIN OPENSSH PRIVATE KEY-----\nMM\n"))));

    assertThat(
            SpecDocument.Source.of(new DeploySpec.SourceSpec(repository, Optional.empty())).spec())
        .isEqualTo(new DeploySpec.SourceSpec(repository, Optional.empty()));
  }

  /** As specs were written before anybody could be allowed anything. */
  @Test
  void whatWasWrittenWithoutPrivilegesGivesNone() throws IOException {
    SpecDocument.Around around =
        json.readValue(
            """
            {"hosts":["shop.example.com"],"volumes":{},"restart":"ALWAYS","releases":5}
            """,
            SpecDocument.Around.class);

    assertThat(Objects.requireNonNull(around).spec().privileges()).isEqualTo(Privileges.NONE);
  }

  @Test
  void whatAnOlderVersionHasWrittenIsBuiltFromWhatIsThere() throws IOException {
    String older = "{\"context\":\"\",\"dockerfile\":null,\"target\":null,\"arguments\":{}}";

    SpecDocument.Build build =
        Objects.requireNonNull(json.readValue(older, SpecDocument.Build.class));

    assertThat(build.spec(Map.of("KEY", new Secret("value"))))
        .isEqualTo(
            new DeploySpec.BuildSpec(
                Path.of(""), Optional.empty(), Optional.empty(), Map.of(), Freshness.REUSE));
  }

  @Test
  void itNeverShowsWhatItHolds() {
    DeploySpec spec =
        spec(
            Repository.open(RepositoryUrl.parse("https://git.example.com/ada/shop.git")),
            Optional.empty(),
            Map.of("KEY", new Secret("open sesame")),
            new DeploySpec.Commands(Optional.empty(), Optional.empty()),
            new DeploySpec.Health(Optional.empty(), Optional.empty(), 200, Duration.ofSeconds(60)));

    assertThat(SpecDocument.of(spec).toString()).doesNotContain("sesame");
    assertThat(SpecDocument.Build.of(spec.build()).toString())
        .doesNotContain("sesame")
        .doesNotContain("password");
  }

  private DeploySpec again(DeploySpec spec) throws IOException {
    byte[] written = json.writeValueAsBytes(SpecDocument.of(spec));
    return Objects.requireNonNull(json.readValue(written, SpecDocument.class)).spec();
  }

  private static DeploySpec spec(
      Repository repository,
      Optional<GitRef> ref,
      Map<String, Secret> environment,
      DeploySpec.Commands commands,
      DeploySpec.Health health) {
    return new DeploySpec(
        new AppId(new UUID(1, 2)),
        "shop",
        new DeploySpec.SourceSpec(repository, ref),
        new DeploySpec.BuildSpec(
            Path.of("web"),
            Optional.of(Path.of("web/Dockerfile")),
            Optional.of("final"),
            Map.of("VERSION", "1", "NOTHING", ""),
            Freshness.ANEW,
            environment,
            "KEY@2026-01-02T03:04:05Z",
            Map.of("ghcr.io", new RegistryLogin("ada", new Secret("password of ada")))),
        new DeploySpec.RunSpec(
            environment,
            commands,
            health,
            new Bounds(512 << 20, 0.5, 256, Duration.ofSeconds(10)),
            new DeploySpec.Surroundings(
                List.of("shop.example.com"),
                Map.of("data", "/data"),
                Restart.ON_FAILURE,
                3,
                new Privileges(
                    Set.of(Capability.NET_RAW, Capability.FSETID), true, true, 64, 90))));
  }
}
