package dev.stackyn.deployments.adapters.docker.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.stackyn.deployments.adapters.docker.build.SavedImage.Findings;
import dev.stackyn.deployments.adapters.docker.build.SavedImage.Trace;
import dev.stackyn.deployments.engine.secrets.KnownSecrets;
import dev.stackyn.kernel.Secret;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;

/** Images as engines hand them out: those up to 24, those after, and those that pack layers. */
class SavedImageTest {
  private static final String TOKEN = "x8Kq2L&mZ9pTr4vWn";
  private static final Map<String, Secret> KNOWN =
      Map.of("TOKEN", new Secret(TOKEN), "DATABASE_URL", new Secret("pg://a:h4Tq9xZw@db/shop"));

  private final ByteArrayOutputStream saved = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar = new TarArchiveOutputStream(saved);

  @Test
  void namesTheInstructionWhoseLayerHasIt() throws IOException {
    file("aa/layer.tar", text("nothing"));
    file("bb/json", text("{}"));
    file("bb/layer.tar", layer("app/.env", "TOKEN=" + TOKEN));
    image(
        "aa/layer.tar,bb/layer.tar",
        """
        {"created_by":"/bin/sh -c #(nop) ADD file:1 in / "},
        {"created_by":"ENV A=b","empty_layer":true},
        {"created_by":"COPY . . # buildkit"}
        """,
        "");

    assertThat(read().traces()).containsExactly(new Trace("TOKEN", "COPY . ."));
  }

  @Test
  void aLayerOfTheBaseIsNotLookedAt() throws IOException {
    file("aa/layer.tar", layer("etc/key", TOKEN));
    file("bb/layer.tar", text("nothing"));
    link("cc/layer.tar", "../aa/layer.tar");
    image(
        "aa/layer.tar,bb/layer.tar",
        "{\"created_by\":\"RUN echo h4Tq9xZw\"},{\"created_by\":\"RUN make\"}",
        "");

    assertThat(read("sha256:1").traces()).isEmpty();
  }

  @Test
  void aLayerThatIsThereTwiceIsFollowed() throws IOException {
    file("aa/layer.tar", layer("etc/key", TOKEN));
    file("bb/layer.tar", text("nothing"));
    link("cc/layer.tar", "../aa/layer.tar");
    image("bb/layer.tar,cc/layer.tar", "", "");

    assertThat(read("sha256:1").traces()).containsExactly(new Trace("TOKEN", "layer 2"));
  }

  @Test
  void packedLayersAreUnpacked() throws IOException {
    file("blobs/sha256/01", packed(layer("base", TOKEN)));
    file(
        "blobs/sha256/02",
        packed(layer("app/.env", Base64.getEncoder().encodeToString(text("ab" + TOKEN)))));
    file("blobs/sha256/03", new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 1, 2, 3});
    image("blobs/sha256/01,blobs/sha256/02,blobs/sha256/03", "", "");

    Findings findings = read("sha256:01");

    assertThat(findings.traces()).containsExactly(new Trace("TOKEN", "layer 2"));
    assertThat(findings.unread()).isEqualTo(1);
  }

  @Test
  void whatLooksLikeADocumentIsSearchedAsALayer() throws IOException {
    file("blobs/sha256/02", layer("{file", TOKEN));
    image("blobs/sha256/02", "{\"created_by\":\"RUN make\"}", "");

    assertThat(read().traces()).containsExactly(new Trace("TOKEN", "RUN make"));
  }

  /**
   * Engines write JSON with {@code &} as a number, and secrets in instructions must not be shown.
   */
  @Test
  void readsHistoryAndSettingsAsTheyAreMeant() throws IOException {
    String written = TOKEN.replace("&", "\\u0026");
    file("aa/layer.tar", text("nothing"));
    image(
        "aa/layer.tar",
        "{\"created_by\":\"RUN |1 TOKEN=%s /bin/sh -c make # buildkit\"}".formatted(written),
        "\"Env\":[\"DB=pg://a:h4Tq9xZw@db/shop\",\"T=%s\"]".formatted(written));

    assertThat(read().traces())
        .containsExactly(
            new Trace("TOKEN", "RUN |1 TOKEN=[TOKEN] /bin/sh -c make"),
            new Trace("DATABASE_URL", "the image's settings"));
  }

  @Test
  void findsOneThatLiesAcrossWhatIsReadAtOnce() throws IOException {
    for (int before : List.of(65_523, 65_530, 65_536, 131_060)) {
      saved.reset();
      TarArchiveOutputStream another = new TarArchiveOutputStream(saved);
      file(another, "aa/layer.tar", text("-".repeat(before) + TOKEN));
      image(another, "aa/layer.tar", "", "");

      assertThat(read().traces()).hasSize(1);
    }
  }

  @Test
  void oneWithoutItsDocumentsIsNotTakenForAGoodOne() throws IOException {
    file("aa/layer.tar", text("nothing"));
    tar.finish();

    assertThatIOException().isThrownBy(this::read).withMessageContaining("manifest.json");
  }

  private Findings read(String... inherited) throws IOException {
    JsonMapper json = JsonMapper.createDefault();
    return SavedImage.read(
        new ByteArrayInputStream(saved.toByteArray()),
        KnownSecrets.of(KNOWN).forImages(),
        bytes -> Objects.requireNonNull(json.readValue(bytes, JsonNode.class)),
        List.of(inherited));
  }

  private void image(String layers, String history, String settings) throws IOException {
    image(tar, layers, history, settings);
  }

  private static void image(
      TarArchiveOutputStream tar, String layers, String history, String settings)
      throws IOException {
    file(
        tar,
        "c0ffee.json",
        text("{\"history\":[%s],\"config\":{%s}}".formatted(history, settings)));
    file(
        tar,
        "manifest.json",
        text(
            "[{\"Config\":\"c0ffee.json\",\"Layers\":[\"%s\"]}]"
                .formatted(layers.replace(",", "\",\""))));
    tar.finish();
  }

  private void file(String name, byte[] content) throws IOException {
    file(tar, name, content);
  }

  private static void file(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private void link(String name, String target) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
    entry.setLinkName(target);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  private static byte[] layer(String name, String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TarArchiveOutputStream layer = new TarArchiveOutputStream(bytes);
    file(layer, name, text(content));
    layer.finish();
    return bytes.toByteArray();
  }

  private static byte[] packed(byte[] layer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(layer);
    }
    return bytes.toByteArray();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
