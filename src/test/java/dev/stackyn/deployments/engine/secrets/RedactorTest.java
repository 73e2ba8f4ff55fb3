package dev.stackyn.deployments.engine.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.kernel.Secret;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
  private static final int ENOUGH = 64;
  private static final String TOKEN = "q7Zx-4hTw/9pLm+2Rk";

  private final Redactor redactor = redactor(Map.of("TOKEN", TOKEN));

  @Test
  void saysWhatItHides() {
    assertThat(redactor.redact("with " + TOKEN + ", again " + TOKEN + TOKEN))
        .isEqualTo("with [TOKEN], again [TOKEN][TOKEN]");
  }

  @Test
  void whatHoldsNoSecretIsNotEvenCopied() {
    String line = "npm warn q7Zx-4hTw is nearly one";
    assertThat(redactor.redact(line)).isSameAs(line);
    assertThat(Redactor.NONE.redact(TOKEN)).isSameAs(TOKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "ab", "abc", "abcd"})
  void knowsItInBase64WhateverStandsBeforeAndAfter(String around) {
    byte[] bytes = (around + TOKEN + around).getBytes(StandardCharsets.UTF_8);
    for (Base64.Encoder encoder :
        List.of(Base64.getEncoder(), Base64.getUrlEncoder(), Base64.getMimeEncoder())) {
      String encoded = encoder.encodeToString(bytes);
      // What is left of it holds less than a byte at either end.
      assertThat(redactor.redact(encoded)).contains("[TOKEN]").hasSizeLessThan(24);
    }
  }

  @Test
  void knowsItInUrls() {
    String secret = "p@ss w/ö&rd~(1)!";
    Redactor known = redactor(Map.of("PASSWORD", secret));
    String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);

    for (String written :
        List.of(
            form,
            form.replace("+", "%20"),
            "p%40ss%20w%2f%c3%b6%26rd~%281%29%21",
            "p%40ss%20w%2F%C3%B6%26rd~(1)!",
            "p@ss%20w/%C3%B6&rd~(1)!")) {
      assertThat(known.redact("https://host/?q=" + written + "&b=1"))
          .isEqualTo("https://host/?q=[PASSWORD]&b=1");
    }
  }

  @Test
  void hidesAUrlAndItsPasswordAlone() {
    Redactor known = redactor(Map.of("DATABASE_URL", "postgres://shop:h%40unted7@db:5432/shop"));

    assertThat(known.redact("connecting to postgres://shop:h%40unted7@db:5432/shop"))
        .isEqualTo("connecting to [DATABASE_URL]");
    assertThat(known.redact("password h@unted7 or h%40unted7, host db:5432, user shop"))
        .isEqualTo("password [DATABASE_URL] or [DATABASE_URL], host db:5432, user shop");
  }

  @Test
  void hidesEachLineOfAKey() {
    String key =
        """
        -----BEGIN PRIVATE KEY-----
        MIIEvQIBADANBgkqhkiG9w0B
        AQEFAASCBKcwggSjAgEAAoI
        -----END PRIVATE KEY-----
        """;
    Redactor known = redactor(Map.of("SIGNING_KEY", key));

    assertThat(known.redact("  MIIEvQIBADANBgkqhkiG9w0B")).isEqualTo("  [SIGNING_KEY]");
    assertThat(known.redact("{\"key\":\"" + key.replace("\n", "\\n") + "\"}"))
        .doesNotContain("MIIE")
        .doesNotContain("AQEF");
  }

  @Test
  void whatOverlapsIsHiddenAltogether() {
    Redactor known =
        redactor(
            Map.of("A_KEY", "aaaa1111bbbb", "B_KEY", "bbbb2222cccc", "INNER_KEY", "1111bbbb2222"));

    assertThat(known.redact("<aaaa1111bbbb2222cccc>")).isEqualTo("<[A_KEY][INNER_KEY][B_KEY]>");
    assertThat(known.redact("<aaaa1111bbbb>")).isEqualTo("<[A_KEY]>");
  }

  @Test
  void hidesTheBeginningOfALongOneThatIsCut() {
    String secret = text(new Random(1), "0123456789abcdefABCDEF", 400);
    Redactor known = redactor(Map.of("JWT", secret));

    assertThat(known.redact("Bearer " + secret.substring(0, 70) + " […]"))
        .isEqualTo("Bearer [JWT] […]");
    assertThat(known.redact("Bearer " + secret.substring(0, 60))).endsWith(secret.substring(0, 60));
    assertThat(redactorOfWhole(Map.of("JWT", secret)).redact(secret.substring(0, 399)))
        .isEqualTo(secret.substring(0, 399));
  }

  @Test
  void ofAVeryLongOneTheRestOfTheLineGoesToo() {
    String secret = text(new Random(2), "0123456789abcdefABCDEF", 30_000);
    Redactor known = redactor(Map.of("SERVICE_ACCOUNT", secret));

    assertThat(known.redact("begin " + secret + " end\nnext"))
        .isEqualTo("begin [SERVICE_ACCOUNT]\nnext");
    assertThat(inPieces(known, "begin " + secret + " end\nnext " + secret, new Random(3)))
        .isEqualTo("begin [SERVICE_ACCOUNT]\nnext [SERVICE_ACCOUNT]");
  }

  @Test
  void namesOfTwoThatAreTheSameTheFirst() {
    assertThat(redactor(Map.of("B_TOKEN", TOKEN, "A_TOKEN", TOKEN)).redact(TOKEN))
        .isEqualTo("[A_TOKEN]");
  }

  /** Few letters, so that they overlap, hold one another, and come close all the time. */
  @ParameterizedTest
  @ValueSource(strings = {"ab", "ab1", "abc=/1", "aé/ 1", "abcdefghijklmnopqrstuvwxyz0123456789"})
  void doesWhatThePlainestWayDoesHoweverTheTextIsCut(String alphabet) {
    Random random = new Random(alphabet.hashCode());
    for (int round = 0; round < 150; round++) {
      List<Confidential> secrets = secrets(random, alphabet);
      String text = textWith(secrets, random, alphabet);
      String expected = new NaiveRedactor(secrets, ENOUGH).redact(text);

      assertThat(Redactor.of(secrets).redact(text)).isEqualTo(expected);
      assertThat(inPieces(Redactor.of(secrets), text, random)).isEqualTo(expected);
    }
  }

  /** They begin alike for longer than is enough, and are cut before and after that. */
  @Test
  void doesSoForLongOnesThatAreCut() {
    Random random = new Random(5);
    for (int round = 0; round < 200; round++) {
      String beginning = text(random, "ab", 40 + random.nextInt(60));
      List<Confidential> secrets = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        secrets.add(secret("S", beginning + text(random, "abc", 1 + random.nextInt(200))));
      }
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 6; i++) {
        String one = secrets.get(random.nextInt(4)).text().reveal();
        int end = random.nextBoolean() ? one.length() : 50 + random.nextInt(one.length() - 40);
        text.append(one, 0, Math.min(end, one.length()));
        text.append(text(random, "abcd", random.nextInt(10)));
      }
      String expected = new NaiveRedactor(secrets, ENOUGH).redact(text.toString());

      assertThat(Redactor.of(secrets).redact(text.toString())).isEqualTo(expected);
      assertThat(inPieces(Redactor.of(secrets), text.toString(), random)).isEqualTo(expected);
    }
  }

  @Test
  void manySecretsAreKeptApart() {
    Random random = new Random(4);
    List<Confidential> secrets = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      secrets.add(secret("KEY_" + i, text(random, "abcdefghijklmnop0123456789-_+/", 20)));
    }
    Redactor known = Redactor.of(secrets);

    for (Confidential one : secrets) {
      assertThat(known.redact("a " + one.text().reveal() + " b"))
          .isEqualTo("a [" + one.name() + "] b");
    }
  }

  private static List<Confidential> secrets(Random random, String alphabet) {
    List<Confidential> secrets = new ArrayList<>();
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      String text = text(random, alphabet, 6 + random.nextInt(14));
      if (i > 0 && random.nextInt(3) == 0) {
        String other = secrets.get(random.nextInt(i)).text().reveal();
        text = random.nextBoolean() ? other + text : other.substring(other.length() / 2) + text;
      }
      secrets.add(secret("S" + i, text));
    }
    return secrets;
  }

  private static String textWith(List<Confidential> secrets, Random random, String alphabet) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      text.append(text(random, alphabet, random.nextInt(8)));
      String one = secrets.get(random.nextInt(secrets.size())).text().reveal();
      int end = random.nextInt(4) == 0 ? random.nextInt(one.length()) : one.length();
      switch (random.nextInt(4)) {
        case 0 ->
            text.append(
                Base64.getEncoder()
                    .encodeToString(
                        (text(random, alphabet, random.nextInt(3)) + one)
                            .getBytes(StandardCharsets.UTF_8)));
        case 1 -> text.append(URLEncoder.encode(one, StandardCharsets.UTF_8));
        default -> text.append(one, 0, end);
      }
    }
    return text.toString();
  }

  private static String inPieces(Redactor redactor, String text, Random random) {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    Redactor.Flow flow =
        redactor.flow(
            new Redactor.Reader() {
              @Override
              public void text(byte[] bytes, int from, int count) {
                shown.write(bytes, from, count);
              }

              @Override
              public void secret(String name) {
                shown.writeBytes(("[" + name + "]").getBytes(StandardCharsets.UTF_8));
              }
            });
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int longest = 1 + random.nextInt(20);
    for (int at = 0; at < bytes.length; ) {
      int count = Math.min(bytes.length - at, random.nextInt(longest + 1));
      flow.write(bytes, at, count);
      at += count;
    }
    flow.end();
    return shown.toString(StandardCharsets.UTF_8);
  }

  private static String text(Random random, String alphabet, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static Confidential secret(String name, String text) {
    return new Confidential(name, new Secret(text), true, false);
  }

  private static Redactor redactor(Map<String, String> values) {
    return known(values).forLogs();
  }

  private static Redactor redactorOfWhole(Map<String, String> values) {
    return known(values).forImages();
  }

  private static KnownSecrets known(Map<String, String> values) {
    return KnownSecrets.of(
        values.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> new Secret(entry.getValue()))));
  }
}
