package dev.stackyn.deployments.adapters.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.adapters.detection.Sheet.Cache;
import dev.stackyn.deployments.engine.ports.Planner.BuildVariables;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SheetTest {
  @Test
  void cachesAreTheAppsOwn() {
    Sheet sheet = new Sheet(BuildVariables.NONE, "app-7").from("node", "build");

    sheet.variables().build("npm ci", new Cache("npm", "/root/.npm"));

    assertThat(sheet.text())
        .isEqualTo(
            """
            FROM node AS build
            RUN --mount=type=cache,id=app-7-npm,target=/root/.npm \\
                npm ci
            """);
  }

  @Test
  void variablesAreReadFromSecretsAndTheirVersionIsPartOfTheStage() {
    Sheet sheet = new Sheet(new BuildVariables(Set.of("TOKEN", "API_URL"), "v12"), "app");

    sheet.from("node", "build").variables().build("npm run build");

    assertThat(sheet.text())
        .isEqualTo(
            """
            FROM node AS build
            ARG STACKYN_BUILD_VARIABLES=v12
            RUN --mount=type=secret,id=API_URL \\
                --mount=type=secret,id=TOKEN \\
                export API_URL="$(cat /run/secrets/API_URL)" && export TOKEN="$(cat /run/secrets/TOKEN)" && npm run build
            """);
  }

  @Test
  void wordsStayWhatTheyAre() {
    Sheet sheet = new Sheet(BuildVariables.NONE, "app").from("x");

    sheet.start(List.of("say", "a \"b\" \\ c", "d\nRUN reboot", "\t"));

    assertThat(sheet.text())
        .isEqualTo("FROM x\nCMD [\"say\", \"a \\\"b\\\" \\\\ c\", \"d\\nRUN reboot\", \"\\t\"]\n");
  }

  @Test
  void whatRunsIsNobodyInParticular() {
    assertThat(new Sheet(BuildVariables.NONE, "app").from("x").unprivileged().text())
        .isEqualTo("FROM x\nENV HOME=/tmp\nUSER 1000:1000\n");
  }
}
