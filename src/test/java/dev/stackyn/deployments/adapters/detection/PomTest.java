package dev.stackyn.deployments.adapters.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.deployments.domain.DetectionSettings;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.ports.Planner.BuildVariables;
import dev.stackyn.deployments.engine.ports.Planner.Wishes;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PomTest {
  private static Pom pom(String text) {
    Wishes wishes =
        new Wishes(Path.of("web"), Optional.empty(), Optional.empty(), BuildVariables.NONE, "app");
    Project project =
        new Project(
            Tree.of("web/pom.xml", text), "web", wishes, DetectionSettings.USUAL, Manifest.NONE);
    return Pom.of(project, "pom.xml");
  }

  @Test
  void readsElementsByTheirPlace() {
    Pom pom =
        pom(
            """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <parent><artifactId>outer</artifactId></parent>
              <artifactId> shop </artifactId>
              <modules><module>a</module><module>b</module></modules>
            </project>
            """);

    assertThat(pom.text("artifactId")).isEqualTo("shop");
    assertThat(pom.texts("modules", "module")).containsExactly("a", "b");
    assertThat(pom.text("packaging")).isEmpty();
  }

  @Test
  void findsPluginsWhereverTheyAre() {
    Pom pom =
        pom(
            "<project><profiles><profile><build><plugins><plugin><artifactId>maven-shade-plugin"
                + "</artifactId></plugin></plugins></build></profile></profiles></project>");

    assertThat(pom.hasPlugin("maven-shade-plugin")).isTrue();
    assertThat(pom.hasPlugin("maven-shade")).isFalse();
  }

  @Test
  void readsFilesThatBeginWithAMark() {
    assertThat(pom("\uFEFF<Project Sdk=\"Microsoft.NET.Sdk.Web\"/>").attribute("Sdk"))
        .isEqualTo("Microsoft.NET.Sdk.Web");
  }

  @Test
  void saysNothingOfAFileThatIsNotThere() {
    assertThat(pom("").text("artifactId")).isEmpty();
    assertThat(Pom.NONE.said("mainClass")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE p [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><project><a>&f;</a></project>",
        "<!DOCTYPE p SYSTEM \"http://127.0.0.1:9/x.dtd\"><project/>",
        "<!DOCTYPE p [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><project>&b;</project>",
        "<project><a></project>",
        "<project>&unknown;</project>",
        "no xml at all"
      })
  void refusesWhatLeadsOutOfTheFileOrIsBroken(String text) {
    assertThatThrownBy(() -> pom(text))
        .isInstanceOfSatisfying(
            DeployFailure.class,
            failure ->
                assertThat(failure.text())
                    .isEqualTo("web/pom.xml is not valid XML: something is wrong in line 1."));
  }
}
