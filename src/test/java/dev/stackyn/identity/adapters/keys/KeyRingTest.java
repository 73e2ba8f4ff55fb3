package dev.stackyn.identity.adapters.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.identity.domain.Keys;
import dev.stackyn.testing.Answer;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.TestPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeyRingTest {

  @Test
  void theKeysAreMadeAtTheFirstStartForTheOwnerAlone() throws IOException {
    try (TestPlatform platform = TestPlatform.start().untilReady()) {
      Path folder = platform.home().resolve("keys");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .isEqualTo("rwx------");
      try (Stream<Path> files = Files.list(folder)) {
        List<Path> all = files.toList();
        assertThat(all).isNotEmpty();
        for (Path file : all) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
              .as(file.toString())
              .isEqualTo("rw-------");
        }
      }
    }
  }

  @Test
  void onlyPublicHalvesAreShown() {
    try (TestPlatform platform = TestPlatform.start().untilReady()) {
      Answer answer = platform.stranger().get("/.well-known/jwks.json").expect(200);

      assertThat(answer.list("keys"))
          .singleElement()
          .satisfies(key ->
              assertThat(key)
                  .containsOnlyKeys("kty", "e", "use", "kid", "alg", "n")
                  .containsEntry("alg", "RS256")
                  .containsEntry("kty", "RSA"));
    }
  }

  @Test
  void whatTheLastKeySignedStaysGoodAndWhatTheOneBeforeSignedDoesNot() {
    try (TestPlatform platform = TestPlatform.start().untilReady()) {
      Keys keys = platform.bean(Keys.class);
      Person person = platform.admin();

      keys.rotate("system");

      assertThat(platform.stranger().get("/.well-known/jwks.json").list("keys")).hasSize(2);
      person.get("/api/auth/sessions").expect(200);
      platform.admin().get("/api/auth/sessions").expect(200);

      keys.rotate("system");

      assertThat(platform.stranger().get("/.well-known/jwks.json").list("keys")).hasSize(2);
      person.get("/api/auth/sessions").expect(401);
    }
  }

  @Test
  void anotherPlatformOnTheSameFolderTakesANewKeyToo() {
    try (TestPlatform platform = TestPlatform.start().untilReady();
        TestPlatform other = platform.another().untilReady()) {
      platform.bean(Keys.class).rotate("system");
      Person person = platform.admin();

      Eventually.that(
          "the other platform knows the key",
          () -> person.at(other).get("/api/auth/sessions").status() == 200);
    }
  }
}
