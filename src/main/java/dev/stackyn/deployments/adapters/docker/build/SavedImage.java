package dev.stackyn.deployments.adapters.docker.build;

import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.engine.secrets.Redactor;
import io.micronaut.json.tree.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * An image as the engine hands it out, and which secrets are where in it: its layers come first, as
 * long as they are, and only the small documents at the end tell which is which. So each is looked
 * through as it passes, and nothing of it is kept.
 *
 * <p>Engines up to 24 write a folder for each layer; later ones name everything by its digest, and
 * some of them leave layers packed.
 */
final class SavedImage {
  private static final int BUFFER = 64 * 1024;
  private static final long LONGEST_DOCUMENT = 1 << 20;
  private static final long MOST_DOCUMENTS = 16 << 20;
  private static final String BLOBS = "blobs/sha256/";
  private static final int HEAD = 4;
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

  private final Redactor forbidden;
  private final Reader json;
  private final List<String> inherited;
  private final Map<String, Set<String>> foundIn = new HashMap<>();
  private final Map<String, String> links = new HashMap<>();
  private final Map<String, byte[]> documents = new HashMap<>();
  private final Set<String> packed = new TreeSet<>();
  private final Map<String, String> instructions = new LinkedHashMap<>();
  private long documentBytes;
  private long bytes;

  /** Reads JSON. */
  interface Reader {
    JsonNode read(byte[] text) throws IOException;
  }

  /**
   * A secret, and the instruction that put it there.
   *
   * @param secret what it is called
   */
  record Trace(String secret, String instruction) {}

  /**
   * @param bytes so many were looked through
   * @param unread how many layers are packed in a way that cannot be read
   */
  record Findings(List<Trace> traces, long bytes, int unread) {}

  private SavedImage(Redactor forbidden, Reader json, List<String> inherited) {
    this.forbidden = forbidden;
    this.json = json;
    this.inherited = inherited;
  }

  /**
   * @param inherited the digests of the layers that the image has from its base: the first of its
   *     own, which are somebody else's to answer for
   */
  static Findings read(InputStream saved, Redactor forbidden, Reader json, List<String> inherited)
      throws IOException {
    SavedImage image = new SavedImage(forbidden, json, inherited);
    TarArchiveInputStream tar = new TarArchiveInputStream(saved, BUFFER);
    TarArchiveEntry entry = tar.getNextEntry();
    while (entry != null) {
      image.take(entry, tar);
      entry = tar.getNextEntry();
    }
    return image.findings();
  }

  private void take(TarArchiveEntry entry, InputStream content) throws IOException {
    String name = entry.getName();
    if (entry.isSymbolicLink()) {
      Path target = Path.of("/", name).resolveSibling(entry.getLinkName()).normalize();
      links.put(name, target.toString().substring(1));
    } else if (entry.isFile() && isWorthReading(name)) {
      byte[] head = content.readNBytes(HEAD);
      InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), content);
      if (isDocument(name, head, entry.getSize())) {
        documentBytes += entry.getSize();
        documents.put(name, whole.readAllBytes());
        whole = new ByteArrayInputStream(documents.get(name));
      }
      search(name, head, whole);
    }
  }

  private boolean isWorthReading(String name) {
    return name.startsWith(BLOBS)
        ? !inherited.contains("sha256:" + name.substring(BLOBS.length()))
        : name.endsWith("/layer.tar") || name.endsWith(".json");
  }

  /** A layer can look like one: it is searched all the same. */
  private boolean isDocument(String name, byte[] head, long size) {
    return (name.endsWith(".json") || (head.length > 0 && head[0] == '{'))
        && size <= LONGEST_DOCUMENT
        && documentBytes + size <= MOST_DOCUMENTS;
  }

  private void search(String name, byte[] head, InputStream content) throws IOException {
    if (begins(head, ZSTD)) {
      packed.add(name);
      return;
    }
    InputStream plain = begins(head, GZIP) ? new GZIPInputStream(content, BUFFER) : content;
    Set<String> found = new TreeSet<>();
    Redactor.Flow flow = forbidden.finder(found::add);
    byte[] buffer = new byte[BUFFER];
    int count = plain.read(buffer);
    while (count >= 0) {
      flow.write(buffer, 0, count);
      bytes += count;
      count = plain.read(buffer);
    }
    flow.end();
    if (!found.isEmpty()) {
      foundIn.put(name, found);
    }
  }

  private static boolean begins(byte[] head, byte[] magic) {
    return head.length >= magic.length
        && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
  }

  /** Of each secret the first place: an instruction that says it, a layer that has it, the rest. */
  private Findings findings() throws IOException {
    JsonNode manifest = document("manifest.json");
    JsonNode first = Json.list(manifest).stream().findFirst().orElse(JsonNode.nullNode());
    JsonNode image = document(Json.text(first, "Config").orElse(""));
    for (JsonNode step : ownHistory(image)) {
      note(forbidden.namesIn(Json.text(step, "created_by").orElse("")), instruction(step));
    }
    int unread = noteLayers(first, image);
    for (String part : List.of("config", "container_config")) {
      Json.at(image, part).stream()
          .flatMap(node -> texts(node).stream())
          .forEach(text -> note(forbidden.namesIn(text), "the image's settings"));
    }
    List<Trace> traces = new ArrayList<>();
    instructions.forEach((secret, instruction) -> traces.add(new Trace(secret, instruction)));
    return new Findings(traces, bytes, unread);
  }

  private void note(Set<String> secrets, String instruction) {
    secrets.forEach(secret -> instructions.putIfAbsent(secret, instruction));
  }

  /** Without the steps that made the base's layers. */
  private List<JsonNode> ownHistory(JsonNode image) {
    List<JsonNode> history = Json.list(image, "history");
    int filled = 0;
    for (int i = 0; i < history.size() && filled < inherited.size(); i++) {
      filled += isEmpty(history.get(i)) ? 0 : 1;
      if (filled == inherited.size()) {
        return history.subList(i + 1, history.size());
      }
    }
    return history;
  }

  /** How many layers could not be searched. */
  private int noteLayers(JsonNode manifest, JsonNode image) {
    List<String> layers = Json.texts(manifest, "Layers");
    List<JsonNode> filling =
        Json.list(image, "history").stream().filter(step -> !isEmpty(step)).toList();
    int unread = 0;
    for (int i = inherited.size(); i < layers.size(); i++) {
      String layer = links.getOrDefault(layers.get(i), layers.get(i));
      note(
          foundIn.getOrDefault(layer, Set.of()),
          filling.size() == layers.size() ? instruction(filling.get(i)) : "layer " + (i + 1));
      unread += packed.contains(layer) ? 1 : 0;
    }
    return unread;
  }

  private JsonNode document(String name) throws IOException {
    byte[] text = documents.get(name);
    if (text == null) {
      throw new IOException("the engine hands out an image without its " + name);
    }
    return json.read(text);
  }

  private static boolean isEmpty(JsonNode step) {
    return Json.at(step, "empty_layer")
        .filter(node -> node.isBoolean() && node.getBooleanValue())
        .isPresent();
  }

  /** As the Dockerfile has it, nearly: without what builders put around it. */
  private String instruction(JsonNode step) {
    String text =
        Json.text(step, "created_by")
            .orElse("an instruction")
            .replaceFirst("^/bin/sh -c #\\(nop\\) *", "")
            .replaceFirst(" # buildkit$", "");
    return BuildLog.shortened(forbidden.redact(text.replace('\n', ' ')));
  }

  /** All that a document says, as it was before it was written as JSON. */
  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isString()) {
      texts.add(node.getStringValue());
    }
    if (node.isContainerNode()) {
      node.values().forEach(value -> texts.addAll(texts(value)));
    }
    return texts;
  }
}
