package dev.stackyn.deployments.adapters.docker.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stackyn.deployments.domain.ContainerSettings;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.ports.BuiltImage;
import dev.stackyn.kernel.Secret;
import dev.stackyn.kernel.Stop;
import dev.stackyn.testing.BaseImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real engine has made is looked through for what nobody may find there. */
@Tag("docker")
class SecretInImageIT {
  private static final String SHELL = BaseImages.shell();

  @TempDir private Path folder;
  private final String secret = "sk-" + UUID.randomUUID();
  private BuildSite site;

  @BeforeEach
  void makeSite() throws IOException {
    site = new BuildSite(Files.createDirectories(folder.resolve("repository")));
    site.known.put("API_KEY", new Secret(secret));
  }

  @AfterEach
  void removeWhatWasBuilt() {
    site.clean();
  }

  @Test
  void aFileWithItIsFoundEvenIfALaterStepDeletesIt() throws Exception {
    site.file("config/.env", "API_KEY=" + secret);
    site.file(
        "Dockerfile",
        "FROM %s\nRUN echo first > /first\nCOPY config /app/\nRUN rm /app/.env\n".formatted(SHELL));

    DeployFailure failure = failure();

    assertThat(failure.code()).isEqualTo(DeployCode.SECRET_IN_IMAGE);
    assertThat(failure.text()).contains("API_KEY", "COPY config /app/").doesNotContain(secret);
    assertThat(site.images().list(site.app)).isEmpty();
    assertThat(site.isOnEngine(site.name())).isFalse();
  }

  @Test
  void soIsAnArgumentThatAStepWasRunWith() throws Exception {
    site.arguments.put("KEY", secret);
    site.file("Dockerfile", "FROM %s\nARG KEY\nRUN test -n \"$KEY\"\n".formatted(SHELL));

    assertThat(failure().text()).contains("API_KEY", "RUN |1 KEY=[API_KEY]").doesNotContain(secret);
  }

  @Test
  void soIsWhatAStepWritesInBase64() throws Exception {
    site.secrets.put("API_KEY", new Secret(secret));
    site.file(
        "Dockerfile",
        """
        FROM %s
        RUN --mount=type=secret,id=API_KEY echo %s; cat /run/secrets/API_KEY > /leak
        """
            .formatted(SHELL, UUID.randomUUID()));
    assertThat(failure().text()).contains("API_KEY", "RUN").doesNotContain(secret);

    String base64 =
        Base64.getEncoder().encodeToString(("user:" + secret).getBytes(StandardCharsets.UTF_8));
    site.file("Dockerfile", "FROM %s\nLABEL auth=\"Basic %s\"\n".formatted(SHELL, base64));
    assertThat(failure().text()).contains("API_KEY", "LABEL").doesNotContain(base64);
  }

  @Test
  void theClassicBuildersImageIsLookedThroughToo() throws Exception {
    site.builder = ContainerSettings.Builder.CLASSIC;
    site.file("a.txt", secret);
    site.file("Dockerfile", "FROM %s\nCOPY a.txt /\n".formatted(SHELL));

    assertThat(failure().code()).isEqualTo(DeployCode.SECRET_IN_IMAGE);
  }

  @Test
  void whatIsOnlyMountedLeavesNoTrace() throws Exception {
    site.secrets.put("API_KEY", new Secret(secret));
    site.file(
        "Dockerfile",
        """
        FROM %s
        RUN --mount=type=secret,id=API_KEY wc -c < /run/secrets/API_KEY > /length
        """
            .formatted(SHELL));

    BuiltImage image = site.build();

    assertThat(site.run(image, "cat", "/length")).isEqualTo("39");
    assertThat(image.names()).containsExactly(site.name());
    assertThat(site.images().find(site.deployment)).contains(image);
    assertThat(site.logText()).contains("There are none in ");
  }

  @Test
  void whatTheBaseImageHasIsNotThisBuildsDoing() throws Exception {
    BuildSite other = new BuildSite(Files.createDirectories(folder.resolve("base")));
    other.file("a.txt", secret).file("Dockerfile", "FROM %s\nCOPY a.txt /\n".formatted(SHELL));
    other.build();
    try {
      site.file("Dockerfile", "FROM %s\nRUN echo mine > /mine\n".formatted(other.name()));

      assertThat(site.build().names()).containsExactly(site.name());
    } finally {
      site.clean();
      other.clean();
    }
  }

  /** The process that was to look died: nobody takes what it has built. */
  @Test
  void whatWasNotLookedThroughIsNotFound() throws Exception {
    site.file("Dockerfile", "FROM %s\nLABEL at=%s\n".formatted(SHELL, UUID.randomUUID()));
    BuiltImage image = site.build();
    BuildSite.printed("tag", site.name(), site.name() + "-unchecked");
    BuildSite.printed("rmi", site.name());

    assertThat(site.images().find(site.deployment)).isEmpty();
    assertThat(site.images().reuse(site.app, site.recipe, site.name())).isEmpty();
    assertThat(site.images().list(site.app)).extracting(BuiltImage::id).containsExactly(image.id());
  }

  @Test
  void aWishToStopEndsTheSearch() throws Exception {
    site.file("Dockerfile", "FROM %s\nRUN echo %s > /x\n".formatted(SHELL, UUID.randomUUID()));
    site.listener =
        line -> {
          if (line.startsWith("Searching the image")) {
            site.stop.ask("cancelled");
          }
        };

    assertThat(catchThrowableOfType(Stop.Stopped.class, site::build)).isNotNull();
    assertThat(site.images().list(site.app)).isEmpty();
  }

  private DeployFailure failure() {
    DeployFailure failure = catchThrowableOfType(DeployFailure.class, site::build);
    assertThat(failure).as("the build fails; its log: %s", site.logText()).isNotNull();
    return failure;
  }
}
