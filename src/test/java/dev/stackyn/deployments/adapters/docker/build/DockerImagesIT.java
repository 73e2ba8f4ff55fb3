package dev.stackyn.deployments.adapters.docker.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stackyn.deployments.adapters.docker.EngineAnswer;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.domain.ContainerSettings;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.Freshness;
import dev.stackyn.deployments.engine.RegistryLogin;
import dev.stackyn.deployments.engine.ports.BuildLimits;
import dev.stackyn.deployments.engine.ports.BuiltImage;
import dev.stackyn.deployments.engine.ports.ImageId;
import dev.stackyn.deployments.engine.ports.Recipe;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.Secret;
import dev.stackyn.kernel.Stop;
import dev.stackyn.testing.BaseImages;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.TestRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds by a real engine, of Dockerfiles as people write them. */
@Tag("docker")
class DockerImagesIT {
  private static final String SHELL = BaseImages.shell();
  private static final RegistryLogin LOGIN =
      new RegistryLogin(TestRegistry.USER, new Secret(TestRegistry.PASSWORD));

  @TempDir private Path folder;
  private BuildSite site;

  @BeforeEach
  void makeSite() throws IOException {
    site = new BuildSite(Files.createDirectories(folder.resolve("repository")));
  }

  @AfterEach
  void removeWhatWasBuilt() {
    site.clean();
  }

  @Test
  void buildsWhatTheDockerfileSays() throws Exception {
    site.file(
        "Dockerfile",
        """
        FROM %s
        WORKDIR /app
        COPY . .
        RUN echo built > made.txt
        EXPOSE 9000/tcp 53/udp 8080
        VOLUME /data
        USER app
        STOPSIGNAL SIGQUIT
        HEALTHCHECK CMD cat /app/made.txt
        CMD ["cat", "/app/made.txt", "/app/src/main.txt"]
        """
            .formatted(SHELL));
    site.file("src/main.txt", "source");
    BuiltImage image = site.build();
    assertThat(site.run(image)).isEqualTo("built\nsource");
    assertThat(image.names()).containsExactly(site.name());
    assertThat(image.deployment()).isEqualTo(site.deployment);
    assertThat(image.size()).isPositive();
    assertThat(image.config().ports()).containsExactly(8080, 9000);
    assertThat(image.config().user()).isEqualTo("app");
    assertThat(image.config().startable()).isTrue();
    assertThat(image.config().volumes()).containsExactly("/data");
    assertThat(image.config().stopSignal()).contains("SIGQUIT");
    assertThat(image.config().healthCheck().orElseThrow().test())
        .containsExactly("CMD-SHELL", "cat /app/made.txt");
  }

  @Test
  void tellsTheStepsWhileTheyRun() throws Exception {
    site.file(
        "Dockerfile",
        """
        FROM %s
        RUN echo one; echo two >&2; printf 'no line end %s'
        """
            .formatted(SHELL, site.instance));
    site.build();
    assertThat(site.log)
        .anyMatch(line -> line.matches("#\\d+ \\[2/2] RUN echo one; .*"))
        .anyMatch(line -> line.matches("#\\d+ one"))
        .anyMatch(line -> line.matches("#\\d+ two"))
        .anyMatch(line -> line.matches("#\\d+ no line end " + site.instance))
        .anyMatch(line -> line.matches("#\\d+ DONE \\d+\\.\\ds"));
  }

  @Test
  void doesNotRepeatWhatHasNotChanged() throws Exception {
    site.file(
        "Dockerfile",
        """
        FROM %s
        COPY a.txt /
        RUN cat /a.txt
        """
            .formatted(SHELL));
    site.file("a.txt", "same " + UUID.randomUUID());
    BuiltImage first = site.build();
    site.log.clear();
    site.nextDeployment();
    BuiltImage second = site.build();
    assertThat(site.log).anyMatch(line -> line.endsWith(" CACHED"));
    assertThat(second.deployment()).isNotEqualTo(first.deployment());
  }

  @Test
  void bearsTheLabelsByWhichItIsFoundAgain() throws Exception {
    site.file("Dockerfile", "FROM %s\nLABEL mine=too\n".formatted(SHELL));
    BuiltImage image = site.build();
    var labels =
        Json.at(
            site.engine.json(EngineRequest.get("/images/" + image.id() + "/json")),
            "Config",
            "Labels");
    assertThat(Json.names(labels.orElseThrow()))
        .contains(
            "stackyn.app", "stackyn.deployment", "stackyn.release", "stackyn.instance", "mine");
    assertThat(site.images().find(site.deployment)).contains(image);
    assertThat(site.images().list(site.app)).containsExactly(image);
    assertThat(site.images().inspect(image.id())).contains(image);
  }

  @Test
  void doesNotSeeTheImagesOfAnotherPlatform() throws Exception {
    site.file("Dockerfile", "FROM %s\nLABEL at=%s\n".formatted(SHELL, UUID.randomUUID()));
    BuiltImage image = site.build();
    DockerImages other = new BuildSite(folder).images();
    assertThat(other.find(site.deployment)).isEmpty();
    assertThat(other.list(site.app)).isEmpty();
    assertThat(other.inspect(image.id())).isEmpty();
    assertThat(other.remove(image.id())).isTrue();
    assertThat(site.images().inspect(image.id())).isPresent();
  }

  /** What a secret says is not in the cache's key: the builder would give the step's old result. */
  @Test
  void doesAStepAgainThatSaysItDependsOnTheSecrets() throws Exception {
    site.file(
        "Dockerfile",
        """
        FROM %s
        ARG STACKYN_BUILD_VARIABLES
        RUN --mount=type=secret,id=word wc -c < /run/secrets/word > /length; echo %s
        """
            .formatted(SHELL, UUID.randomUUID()));
    site.secrets.put("word", new Secret("1234567"));
    site.arguments.put("STACKYN_BUILD_VARIABLES", "1");
    assertThat(site.run(site.build(), "cat", "/length")).isEqualTo("7");

    site.nextDeployment();
    site.secrets.put("word", new Secret("123456789"));
    assertThat(site.run(site.build(), "cat", "/length")).isEqualTo("7");

    site.nextDeployment();
    site.arguments.put("STACKYN_BUILD_VARIABLES", "2");
    assertThat(site.run(site.build(), "cat", "/length")).isEqualTo("9");
  }

  @Test
  void keepsACacheBetweenBuilds() throws Exception {
    String mark = UUID.randomUUID().toString();
    site.file(
        "Dockerfile",
        """
        FROM %s
        ARG RUN
        RUN --mount=type=cache,target=/cache,id=%s cat /cache/mark || true; echo $RUN > /cache/mark
        """
            .formatted(SHELL, mark));
    site.arguments.put("RUN", "first-" + mark);
    site.build();
    site.log.clear();
    site.nextDeployment();
    site.arguments.put("RUN", "second-" + mark);
    site.build();
    assertThat(site.log).anyMatch(line -> line.matches("#\\d+ first-" + mark));
  }

  @Test
  void givesASecretToAStepAndLeavesNoTraceOfIt() throws Exception {
    String secret = "very-secret-" + UUID.randomUUID();
    site.secrets.put("token", new Secret(secret));
    site.file(
        "Dockerfile",
        """
        FROM %s
        RUN --mount=type=secret,id=token,required=true wc -c < /run/secrets/token > /length; \
            echo %s; cat /run/secrets/token
        """
            .formatted(SHELL, site.instance));
    BuiltImage image = site.build();
    assertThat(site.run(image, "cat", "/length")).isEqualTo(Integer.toString(secret.length()));
    assertThat(site.run(image, "ls", "/run")).doesNotContain("token");
    assertThat(BuildSite.printed("history", "--no-trunc", image.id().value()))
        .doesNotContain(secret);
    Path saved = folder.resolve("image.tar");
    BuildSite.printed("save", "-o", saved.toString(), site.name());
    assertThat(Files.readString(saved, StandardCharsets.ISO_8859_1)).doesNotContain(secret);
  }

  @Test
  void goesOnWithoutASecretThatIsOptional() throws Exception {
    site.file(
        "Dockerfile",
        """
        FROM %s
        RUN --mount=type=secret,id=nowhere echo %s; ls /run/secrets | wc -l
        """
            .formatted(SHELL, site.instance));
    site.build();
    assertThat(site.log).anyMatch(line -> line.matches("#\\d+ 0"));
  }

  @Test
  void givesArgumentsToTheBuild() throws Exception {
    site.arguments.put("GREETING", "hello world & more");
    site.file(
        "Dockerfile",
        """
        FROM %s
        ARG GREETING
        RUN echo "$GREETING" > /greeting
        """
            .formatted(SHELL));
    assertThat(site.run(site.build(), "cat", "/greeting")).isEqualTo("hello world & more");
  }

  @Test
  void stopsAtTheWantedStage() throws Exception {
    site.target = Optional.of("early");
    site.file(
        "Dockerfile",
        """
        FROM %s AS early
        RUN echo early > /stage
        FROM not.even/here:1 AS unneeded
        FROM early
        RUN echo late > /stage
        """
            .formatted(SHELL));
    assertThat(site.run(site.build(), "cat", "/stage")).isEqualTo("early");
  }

  @Test
  void sendsOnlyWhatIsNotIgnored() throws Exception {
    site.file(".dockerignore", "*\n!src\nsrc/*.log\n!src/keep.log\n");
    site.file("Dockerfile", "FROM %s\nCOPY . /all\n".formatted(SHELL));
    site.file("secret.env", "x").file("src/a.txt", "a").file("src/b.log", "b");
    site.file("src/keep.log", "k").file("other/c.txt", "c");
    String all = site.run(site.build(), "ls", "-A", "/all", "/all/src");
    assertThat(all).contains("a.txt", "keep.log").doesNotContain("secret.env", "b.log", "other");
  }

  @Test
  void takesTheIgnoreFileBesideTheDockerfileFirst() throws Exception {
    site.dockerfile = Path.of("docker/Dockerfile.web");
    site.file(".dockerignore", "b.txt\n").file("docker/Dockerfile.web.dockerignore", "a.txt\n");
    site.file("docker/Dockerfile.web", "FROM %s\nCOPY . /all\n".formatted(SHELL));
    site.file("a.txt", "a").file("b.txt", "b");
    assertThat(site.run(site.build(), "ls", "/all")).contains("b.txt").doesNotContain("a.txt");
  }

  @Test
  void readsADockerfileThatIsNotInTheContext() throws Exception {
    site.context = Path.of("service");
    site.dockerfile = Path.of("deploy/Dockerfile");
    site.file("deploy/Dockerfile", "FROM %s\nCOPY main.txt /\n".formatted(SHELL));
    site.file("service/main.txt", "in the service");
    assertThat(site.run(site.build(), "cat", "/main.txt")).isEqualTo("in the service");
  }

  @Test
  void keepsModesAndLinksAndNobodysName() throws Exception {
    site.file("Dockerfile", "FROM %s\nCOPY . /all\n".formatted(SHELL));
    site.file("run.sh", "#!/bin/sh\necho ran\n");
    Files.setPosixFilePermissions(
        site.path("run.sh"), PosixFilePermissions.fromString("rwxr-x--x"));
    Files.createSymbolicLink(site.path("link"), Path.of("run.sh"));
    Files.createSymbolicLink(site.path("dangling"), Path.of("/nowhere/at/all"));
    BuiltImage image = site.build();
    assertThat(site.run(image, "stat", "-c", "%a %u:%g %Y", "/all/run.sh"))
        .isEqualTo("751 0:0 1770091506");
    assertThat(site.run(image, "stat", "-c", "%N", "/all/dangling")).contains("/nowhere/at/all");
    assertThat(site.run(image, "/all/link")).isEqualTo("ran");
  }

  @Test
  void doesNotFollowLinksOutOfTheRepository() throws Exception {
    Path host = Files.writeString(folder.resolve("host.txt"), "FROM scratch\n# the host's own");
    site.file("Dockerfile", "FROM %s\nCOPY . /all\n".formatted(SHELL));
    Files.createSymbolicLink(site.path("stolen"), host);
    assertThat(site.run(site.build(), "sh", "-c", "cat /all/stolen || echo not there"))
        .contains("not there")
        .doesNotContain("the host's own");
    site.dockerfile = Path.of("stolen");
    assertThat(failure().code()).isEqualTo(DeployCode.REPO_UNSAFE_PATH);
    Files.createSymbolicLink(site.path("up"), Path.of(".."));
    site.dockerfile = Path.of("Dockerfile");
    site.context = Path.of("up");
    assertThat(failure().code()).isEqualTo(DeployCode.REPO_UNSAFE_PATH);
  }

  @Test
  void namesTheStepThatFailedAndItsExitCode() throws Exception {
    site.file(
        "Dockerfile",
        """
        FROM %s
        RUN echo about to fail; exit 42
        """
            .formatted(SHELL));
    DeployFailure failure = failure();
    assertThat(failure.code()).isEqualTo(DeployCode.BUILD_FAILED);
    assertThat(failure.text()).contains("[2/2] RUN echo about to fail", "exit code 42");
    assertThat(site.log).anyMatch(line -> line.matches("#\\d+ about to fail"));
    assertThat(site.isOnEngine(site.name())).isFalse();
  }

  @Test
  void saysThatAStepWasKilledForItsMemory() throws Exception {
    site.file("Dockerfile", "FROM %s\nRUN exit 137\n".formatted(SHELL));
    assertThat(failure().code()).isEqualTo(DeployCode.MEMORY_LIMIT_EXCEEDED);
  }

  @Test
  void saysInWhichLineADockerfileIsBroken() throws Exception {
    site.file("Dockerfile", "FROM %s\n\nRUNN echo typo\n".formatted(SHELL));
    DeployFailure failure = failure();
    assertThat(failure.code()).isEqualTo(DeployCode.DOCKERFILE_INVALID);
    assertThat(failure.text()).contains("Dockerfile, line 3", "RUNN").doesNotContain("rpc error");
  }

  @Test
  void saysThatADockerfileIsEmptyOrMissing() throws Exception {
    site.file("Dockerfile", "# nothing\n");
    assertThat(failure().code()).isEqualTo(DeployCode.DOCKERFILE_INVALID);
    site.dockerfile = Path.of("Elsewhere");
    assertThat(failure().code()).isEqualTo(DeployCode.DOCKERFILE_MISSING);
  }

  @Test
  void saysThatAFileToCopyIsNotThere() throws Exception {
    site.file("Dockerfile", "FROM %s\nCOPY missing.txt /\n".formatted(SHELL));
    DeployFailure failure = failure();
    assertThat(failure.code()).isEqualTo(DeployCode.BUILD_FAILED);
    assertThat(failure.text()).contains("missing.txt").doesNotContain("/var/lib/docker");
  }

  @Test
  void saysHowAnOldEngineCanReadNewDockerfiles() throws Exception {
    assertThat(EngineDialect.ask(site.engine).knowsHeredocs())
        .as("this test is about engines before 23")
        .isFalse();
    site.file("Dockerfile", "FROM %s\nRUN <<EOF\necho hello\nEOF\n".formatted(SHELL));
    DeployFailure failure = failure();
    assertThat(failure.code()).isEqualTo(DeployCode.DOCKERFILE_INVALID);
    assertThat(failure.text()).contains("# syntax=docker/dockerfile:1");
  }

  @Test
  void refusesAContextThatIsTooLarge() throws Exception {
    site.file("Dockerfile", "FROM %s\n".formatted(SHELL));
    Files.write(site.path("large"), new byte[300_000]);
    site.limits = limits(Duration.ofMinutes(1), 200_000, 1_000_000_000);
    assertThat(failure().code()).isEqualTo(DeployCode.BUILD_CONTEXT_TOO_LARGE);
    site.file(".dockerignore", "large\n");
    assertThat(site.build().names()).isNotEmpty();
  }

  @Test
  void removesAnImageThatIsTooLarge() throws Exception {
    site.file(
        "Dockerfile",
        """
        FROM %s
        RUN dd if=/dev/zero of=/large bs=1000 count=5000
        """
            .formatted(SHELL));
    site.limits = limits(Duration.ofMinutes(1), 1_000_000, 5_000_000);
    DeployFailure failure = failure();
    assertThat(failure.code()).isEqualTo(DeployCode.IMAGE_TOO_LARGE);
    assertThat(failure.text()).contains("5 MB");
    assertThat(site.isOnEngine(site.name())).isFalse();
  }

  @Test
  void boundsTheLog() throws Exception {
    site.file(
        "Dockerfile",
        """
        FROM %s
        RUN i=0; while [ $i -lt 2000 ]; do echo line $i; i=$((i+1)); done; exit 3
        """
            .formatted(SHELL));
    BuildLimits roomy = BuildSite.ROOMY;
    site.limits =
        new BuildLimits(roomy.time(), roomy.context(), roomy.image(), roomy.memory(), 2_000);
    failure();
    assertThat(site.logText().length()).isLessThan(4_000);
    assertThat(site.log)
        .contains("[the log is longer than 2 kB: what follows is left out]")
        .last()
        .asString()
        .contains("exit code: 3");
  }

  @Test
  void endsABuildThatIsNoLongerWanted() throws Exception {
    Path alive = sleepingBuild();
    site.listener =
        line -> {
          if (line.endsWith(" sleeping")) {
            site.stop.ask("the user cancelled");
          }
        };
    Stop.Stopped stopped = catchThrowableOfType(Stop.Stopped.class, site::build);
    assertThat(stopped).hasMessage("the user cancelled");
    assertThat(site.isOnEngine(site.name())).isFalse();
    Eventually.that("the step's process ends", () -> !isRunning(alive));
  }

  @Test
  void endsABuildThatTakesTooLong() throws Exception {
    Path alive = sleepingBuild();
    site.limits = limits(Duration.ofSeconds(3), 1_000_000, 1_000_000_000);
    DeployFailure failure = failure();
    assertThat(failure.code()).isEqualTo(DeployCode.BUILD_TIMEOUT);
    assertThat(failure.text()).contains("3 s");
    Eventually.that("the step's process ends", () -> !isRunning(alive));
  }

  @Test
  void endsABuildByItsDeploymentAlone() throws Exception {
    Path alive = sleepingBuild();
    site.listener =
        line -> {
          if (line.endsWith(" sleeping")) {
            site.images().cancel(site.deployment);
          }
        };
    assertThat(failure().code()).isEqualTo(DeployCode.BUILD_FAILED);
    Eventually.that("the step's process ends", () -> !isRunning(alive));
    site.images().cancel(site.deployment);
  }

  /** A step whose process is told apart by how long it sleeps. */
  private Path sleepingBuild() throws IOException {
    long seconds = 100_000 + Math.floorMod(UUID.randomUUID().getLeastSignificantBits(), 800_000L);
    site.file(
        "Dockerfile",
        """
        FROM %s
        RUN echo sleeping; sleep %d
        """
            .formatted(SHELL, seconds));
    return Path.of(Long.toString(seconds));
  }

  private static boolean isRunning(Path seconds) {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().arguments().stream())
        .anyMatch(arguments -> List.of(arguments).contains(seconds.toString()));
  }

  @Test
  void fetchesABaseImageThatWantsALogin() throws Exception {
    try (TestRegistry registry = TestRegistry.start(folder)) {
      String base = push(registry);
      site.logins.put(registry.host(), LOGIN);
      site.file(
          "Dockerfile",
          """
          ARG REGISTRY=%s
          FROM ${REGISTRY}/private/shell:1
          RUN echo from the registry > /where
          """
              .formatted(registry.host()));
      assertThat(site.run(site.build(), "cat", "/where")).isEqualTo("from the registry");
      assertThat(site.log).contains("Pulling " + base);
      assertThat(site.logText()).doesNotContain(TestRegistry.PASSWORD);
    }
  }

  /** While it is on the engine, everybody could build on it. */
  @Test
  void whatALoginHasFetchedIsNotThereForOthers() throws Exception {
    try (TestRegistry registry = TestRegistry.startWithTokens(folder)) {
      String base = push(registry);
      site.file("Dockerfile", "FROM %s\nRUN echo %s\n".formatted(base, UUID.randomUUID()));
      site.logins.put(registry.host(), LOGIN);
      site.build();
      assertThat(site.isOnEngine(base)).isFalse();

      site.nextDeployment();
      assertThat(site.build().names()).containsExactly(site.name());

      site.logins.clear();
      assertThat(failure().code()).isEqualTo(DeployCode.BASE_IMAGE_UNAVAILABLE);
      site.logins.put(
          registry.host(), new RegistryLogin(TestRegistry.USER, new Secret("not the password")));
      assertThat(failure().code()).isEqualTo(DeployCode.BASE_IMAGE_UNAVAILABLE);
    }
  }

  /** Without the images being fetched beforehand, the builder asks us who we are. */
  @Test
  void tellsTheBuilderWhoWeAre() throws Exception {
    try (TestRegistry registry = TestRegistry.start(folder)) {
      String base = push(registry);
      site.logins.put(registry.host(), LOGIN);
      site.file("Dockerfile", "FROM %s\nRUN echo %s\n".formatted(base, site.instance));
      Logins logins = new Logins(site.logins);
      BuildLog log = new BuildLog(site.log::add, 10_000);
      new BuildKitBuild(site.engine, EngineDialect.ask(site.engine), logins, log)
          .run(
              PreparedBuild.of(
                  "b-" + site.instance, site.request().name(), site.request(), Map.of()),
              site.instance,
              new Stop());
      assertThat(site.log).anyMatch(line -> line.matches("#\\d+ " + site.instance));
      BuildSite.printed("rmi", site.name());
    }
  }

  @Test
  void saysWhyABaseImageIsNotToBeHad() throws Exception {
    try (TestRegistry registry = TestRegistry.start(folder)) {
      site.file("Dockerfile", "FROM %s/private/shell:1\n".formatted(registry.host()));
      DeployFailure denied = failure();
      assertThat(denied.code()).isEqualTo(DeployCode.BASE_IMAGE_UNAVAILABLE);
      assertThat(denied.text()).contains(registry.host() + "/private/shell:1", "login");
      site.logins.put(registry.host(), LOGIN);
      DeployFailure absent = failure();
      assertThat(absent.code()).isEqualTo(DeployCode.BASE_IMAGE_UNAVAILABLE);
      assertThat(absent.text()).contains("does not exist");
    }
  }

  @Test
  void triesARegistryThatDoesNotAnswerMoreThanOnce() throws Exception {
    TestRegistry gone = TestRegistry.start(folder);
    gone.close();
    site.file("Dockerfile", "FROM %s/any/thing:1\n".formatted(gone.host()));
    DeployFailure failure = failure();
    assertThat(failure.code()).isEqualTo(DeployCode.BASE_IMAGE_UNAVAILABLE);
    assertThat(failure.text()).contains(gone.host() + " does not answer");
    assertThat(site.log).filteredOn(line -> line.startsWith("Pulling ")).hasSize(3);
  }

  @Test
  void usesTheImageThatIsHereWhenANewerOneCannotBeAskedFor() throws Exception {
    site.freshness = Freshness.ANEW;
    String base = "127.0.0.1:9/private/" + site.instance + ":1";
    BuildSite.printed("tag", SHELL, base);
    site.file("Dockerfile", "FROM %s\nRUN echo here > /here\n".formatted(base));
    site.build();
    assertThat(site.logText()).contains("the one that is here is used");
    BuildSite.printed("rmi", "--no-prune", base);
  }

  private String push(TestRegistry registry) throws Exception {
    String base = registry.host() + "/private/shell:1";
    BuildSite.printed("tag", SHELL, base);
    byte[] login =
        site.engine.bytes(new Logins(Map.of(registry.host(), LOGIN)).forPull(registry.host()));
    String told =
        site.engine.ask(
            EngineRequest.post("/images/" + registry.host() + "/private/shell/push")
                .with("tag", "1")
                .header("X-Registry-Auth", Base64.getUrlEncoder().encodeToString(login)),
            EngineAnswer::text);
    assertThat(told).contains("digest: sha256:");
    BuildSite.printed("rmi", "--no-prune", base);
    return base;
  }

  @Test
  void findsTheNewestImageOfARecipeAndGivesItAnotherName() throws Exception {
    site.file("Dockerfile", "FROM %s\nLABEL at=%s\n".formatted(SHELL, UUID.randomUUID()));
    DockerImages images = site.images();
    site.build();
    site.nextDeployment();
    BuiltImage newer = site.build();
    String second = "stackyn/%s:kept".formatted(site.instance);

    Optional<BuiltImage> found = images.reuse(site.app, site.recipe, second);
    assertThat(found.map(BuiltImage::id)).contains(newer.id());
    assertThat(images.reuse(site.app, site.recipe, second).map(BuiltImage::id))
        .contains(newer.id());
    assertThat(images.inspect(newer.id()).orElseThrow().names())
        .containsExactlyInAnyOrder(site.name(), second);

    assertThat(images.reuse(site.app, Recipe.of(List.of("another")), second)).isEmpty();
    assertThat(images.reuse(new AppId(UUID.randomUUID()), site.recipe, second)).isEmpty();
  }

  @Test
  void removesAnImageWithAllItsNames() throws Exception {
    site.file("Dockerfile", "FROM %s\nLABEL at=%s\n".formatted(SHELL, UUID.randomUUID()));
    DockerImages images = site.images();
    BuiltImage image = site.build();
    images.reuse(site.app, site.recipe, "stackyn/%s:kept".formatted(site.instance));

    assertThat(images.remove(image.id())).isTrue();
    assertThat(images.inspect(image.id())).isEmpty();
    assertThat(images.remove(image.id())).isTrue();
    assertThat(images.reuse(site.app, site.recipe, site.name())).isEmpty();
  }

  @Test
  void doesEveryStepAgainWhenThatIsWanted() throws Exception {
    site.file(
        "Dockerfile", "FROM %s\nRUN cat /proc/sys/kernel/random/uuid > /word\n".formatted(SHELL));
    String first = site.run(site.build(), "cat", "/word");
    site.nextDeployment();
    assertThat(site.run(site.build(), "cat", "/word")).isEqualTo(first);

    site.nextDeployment();
    site.freshness = Freshness.ANEW;
    assertThat(site.run(site.build(), "cat", "/word")).isNotEqualTo(first);
  }

  @Test
  void keepsAnImageThatAContainerNeeds() throws Exception {
    site.file("Dockerfile", "FROM %s\nLABEL at=%s\n".formatted(SHELL, UUID.randomUUID()));
    BuiltImage image = site.build();
    String container = BuildSite.printed("create", image.id().value(), "sleep", "1");
    try {
      assertThat(site.images().remove(image.id())).isFalse();
      assertThat(site.images().inspect(image.id())).isPresent();
    } finally {
      BuildSite.printed("rm", container);
    }
    assertThat(site.images().remove(image.id())).isTrue();
  }

  @Test
  void findsNothingWhereNothingWasBuilt() {
    DockerImages images = site.images();
    assertThat(images.find(site.deployment)).isEmpty();
    assertThat(images.list(new AppId(UUID.randomUUID()))).isEmpty();
    assertThat(images.inspect(new ImageId("sha256:" + "0".repeat(64)))).isEmpty();
  }

  @Test
  void boundsTheMemoryOfAStepWithTheClassicBuilder() throws Exception {
    site.builder = ContainerSettings.Builder.CLASSIC;
    site.limits =
        new BuildLimits(Duration.ofMinutes(1), 1_000_000, 1_000_000_000, 32 << 20, 1_000_000);
    site.file(
        "Dockerfile",
        """
        FROM %s
        RUN dd if=/dev/zero of=/dev/null bs=100M count=1
        """
            .formatted(SHELL));
    DeployFailure failure = failure();
    assertThat(failure.code()).isEqualTo(DeployCode.MEMORY_LIMIT_EXCEEDED);
    assertThat(failure.text()).contains("Step 2/");
  }

  @Test
  void buildsWithTheClassicBuilderToo() throws Exception {
    site.builder = ContainerSettings.Builder.CLASSIC;
    site.file(".dockerignore", "Dockerfile\n.dockerignore\n");
    site.file("Dockerfile", "FROM %s\nCOPY . /all\nRUN echo made > /made\n".formatted(SHELL));
    site.file("a.txt", "a");
    BuiltImage image = site.build();
    assertThat(site.run(image, "ls", "-A", "/all")).isEqualTo("a.txt");
    assertThat(site.log).anyMatch(line -> line.startsWith("Step 1/"));
    assertThat(site.images().find(site.deployment)).contains(image);
  }

  @Test
  void refusesWhatTheClassicBuilderWouldGetWrong() throws Exception {
    site.builder = ContainerSettings.Builder.CLASSIC;
    site.file("Dockerfile", "FROM %s\nARG TARGETARCH\nRUN echo $TARGETARCH\n".formatted(SHELL));
    DeployFailure failure = failure();
    assertThat(failure.code()).isEqualTo(DeployCode.DOCKERFILE_INVALID);
    assertThat(failure.text()).contains("TARGETARCH", "BuildKit");
  }

  private DeployFailure failure() {
    DeployFailure failure = catchThrowableOfType(DeployFailure.class, site::build);
    assertThat(failure).as("the build fails; its log: %s", site.logText()).isNotNull();
    return failure;
  }

  private static BuildLimits limits(Duration time, long context, long image) {
    return new BuildLimits(time, context, image, BuildSite.ROOMY.memory(), BuildSite.ROOMY.log());
  }
}
