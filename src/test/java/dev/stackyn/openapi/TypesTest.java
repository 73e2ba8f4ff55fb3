package dev.stackyn.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The TypeScript types that clients of the API build on. */
class TypesTest {
  private static final Path FOLDER = Path.of("openapi");

  @BeforeAll
  static void install() throws Exception {
    if (!Files.isDirectory(FOLDER.resolve("node_modules"))) {
      run("npm", "ci", "--no-audit", "--no-fund");
    }
  }

  @Test
  void theCommittedTypesAreThoseOfTheDescription() throws Exception {
    Path fresh = Files.createTempFile("stackyn-types", ".ts");
    try {
      run("npx", "--no-install", "openapi-typescript", "stackyn.yaml", "-o", fresh.toString());
      assertThat(Files.readString(FOLDER.resolve("types.ts")))
          .as("run ./stackyn openapi and commit what it writes")
          .isEqualTo(Files.readString(fresh));
    } finally {
      Files.delete(fresh);
    }
  }

  @Test
  void theyCompile() throws Exception {
    run("npm", "run", "--silent", "check");
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(FOLDER.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
