package dev.stackyn.platform.adapters.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.Settings;
import dev.stackyn.platform.domain.PlatformSettings;
import dev.stackyn.platform.domain.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
  private static final Pattern SETTING = Pattern.compile("^#?([A-Z][A-Z0-9_]*)=(.*)$");

  @TempDir private Path folder;

  @Test
  void readsEveryUsualFormOfALine() {
    assertThat(
            DotEnv.parse(
                """
                # a comment
                PLAIN=value
                export EXPORTED=yes
                SPACES = around

                EMPTY=
                SINGLE='as $it "stands" # here'
                DOUBLE="a \\"quoted\\" word\\nand a line" # a comment
                TRAILING=value # a comment
                HASH=a#b
                """))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "PLAIN", "value",
                "EXPORTED", "yes",
                "SPACES", "around",
                "EMPTY", "",
                "SINGLE", "as $it \"stands\" # here",
                "DOUBLE", "a \"quoted\" word\nand a line",
                "TRAILING", "value",
                "HASH", "a#b"));
  }

  @Test
  void namesTheLineThatItCannotRead() {
    assertThatThrownBy(() -> DotEnv.parse("A=1\nnonsense")).hasMessage("line 2 is not NAME=value");
    assertThatThrownBy(() -> DotEnv.parse("A='open"))
        .hasMessage("line 1 has a quote that does not end");
  }

  @Test
  void theProcessWinsOverTheFile() throws IOException {
    Path file = Files.writeString(folder.resolve("my.env"), "PORT=1\nLOG_LEVEL=debug\n");
    Variables variables =
        Environment.read(Map.of("STACKYN_ENV_FILE", file.toString(), "PORT", "2"));
    PlatformSettings settings = PlatformSettings.from(variables);

    assertThat(variables.problems()).isEmpty();
    assertThat(settings.http().port()).isEqualTo(2);
    assertThat(settings.log().level().name()).isEqualTo("DEBUG");
  }

  @Test
  void aFileThatWasNamedMustBeThereAndReadable() throws IOException {
    Path missing = folder.resolve("missing.env");
    assertThat(Environment.read(Map.of("STACKYN_ENV_FILE", missing.toString())).problems())
        .containsExactly("STACKYN_ENV_FILE: there is no file " + missing);

    Path broken = Files.writeString(folder.resolve("broken.env"), "nonsense");
    assertThat(Environment.read(Map.of("STACKYN_ENV_FILE", broken.toString())).problems())
        .containsExactly("STACKYN_ENV_FILE: " + broken + ": line 1 is not NAME=value");
  }

  @Test
  void theExampleNamesEverySettingWithItsDefaultAndNoOther() throws IOException {
    Variables variables = new Variables(Map.of());
    Settings.from(variables);
    SortedMap<String, String> documented = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of(".env.example"))) {
      Matcher setting = SETTING.matcher(line);
      if (setting.matches()) {
        assertThat(documented.put(setting.group(1), setting.group(2))).as(line).isNull();
      }
    }

    assertThat(documented).containsExactlyEntriesOf(variables.declared());
  }
}
