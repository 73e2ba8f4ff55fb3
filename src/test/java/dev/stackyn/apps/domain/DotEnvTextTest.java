package dev.stackyn.apps.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.kernel.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotEnvTextTest {
  @Test
  void commentsExportAndQuotesAreUnderstood() {
    Map<String, String> read =
        read(
            """
            # what it is for
            PLAIN = a value with spaces  # and a comment

            export EXPORTED=yes
            HASH=a#b
            EMPTY=
            COMMENTED=# nothing
            SINGLE='a "b" \\n $c' # comment
            DOUBLE="a\\tb \\"c\\" \\\\ \\$d \\x"
            exported=no
            """);

    assertThat(read)
        .containsExactly(
            Map.entry("PLAIN", "a value with spaces"),
            Map.entry("EXPORTED", "yes"),
            Map.entry("HASH", "a#b"),
            Map.entry("EMPTY", ""),
            Map.entry("COMMENTED", ""),
            Map.entry("SINGLE", "a \"b\" \\n $c"),
            Map.entry("DOUBLE", "a\tb \"c\" \\ $d \\x"),
            Map.entry("exported", "no"));
  }

  @Test
  void aQuotedValueGoesOverLines() {
    assertThat(read("KEY=\"-----BEGIN\nabc\n-----END\"\nNEXT=1\n"))
        .containsEntry("KEY", "-----BEGIN\nabc\n-----END")
        .containsEntry("NEXT", "1");
  }

  @Test
  void linesMayEndAsOnWindows() {
    assertThat(read("\uFEFFA=1\r\nB=\"x\r\ny\"\r\n")).isEqualTo(Map.of("A", "1", "B", "x\ny"));
  }

  @Test
  void ofAKeyThatIsThereTwiceTheLastCounts() {
    assertThat(read("A=1\nA=2")).isEqualTo(Map.of("A", "2"));
    assertThat(read("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "A=1~secret|Line 2 cannot be read: there is no = in it.",
        "~~1A=2|Line 3 cannot be read: what stands before the = cannot be a variable's name.",
        "A=`|Line 1 cannot be read: its quote does not end.",
        "A=1~B=`x~~C=2|Line 2 cannot be read: its quote does not end.",
        "B=`x~y` z~C=2|Line 2 cannot be read: something follows the closing quote.",
        "export=1~export A|Line 2 cannot be read: there is no = in it."
      })
  void theFirstLineThatCannotBeReadIsNamed(String text, String error) {
    String lines = text.replace('~', '\n').replace('`', '"');

    assertThatThrownBy(() -> DotEnvText.parse(lines))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.text()).isEqualTo(error));
  }

  private static Map<String, String> read(String text) {
    Map<String, String> read = new LinkedHashMap<>();
    DotEnvText.parse(text).forEach((key, value) -> read.put(key.name(), value.reveal()));
    return read;
  }
}
