package dev.stackyn.deployments.adapters.docker;

import io.micronaut.json.tree.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what the engine may leave out, or say with a null. */
public final class Json {
  private Json() {}

  public static Optional<JsonNode> at(@Nullable JsonNode root, String... path) {
    @Nullable JsonNode node = root;
    for (String name : path) {
      node = node == null || !node.isObject() ? null : node.get(name);
    }
    return Optional.ofNullable(node).filter(found -> !found.isNull());
  }

  /** Nothing for an empty text as well: the engine writes it for what is not set. */
  public static Optional<String> text(@Nullable JsonNode root, String... path) {
    return at(root, path)
        .filter(JsonNode::isString)
        .map(JsonNode::getStringValue)
        .filter(text -> !text.isEmpty());
  }

  public static long number(@Nullable JsonNode root, String... path) {
    return at(root, path).filter(JsonNode::isNumber).map(JsonNode::getLongValue).orElse(0L);
  }

  public static List<JsonNode> list(@Nullable JsonNode root, String... path) {
    List<JsonNode> found = new ArrayList<>();
    at(root, path).filter(JsonNode::isArray).ifPresent(all -> all.values().forEach(found::add));
    return found;
  }

  public static List<String> texts(@Nullable JsonNode root, String... path) {
    return list(root, path).stream()
        .filter(JsonNode::isString)
        .map(JsonNode::getStringValue)
        .toList();
  }

  /** The names of an object's fields. */
  public static List<String> names(@Nullable JsonNode root, String... path) {
    List<String> names = new ArrayList<>();
    at(root, path)
        .filter(JsonNode::isObject)
        .ifPresent(all -> all.entries().forEach(entry -> names.add(entry.getKey())));
    return names;
  }

  public static JsonNode object(Map<String, String> texts) {
    Map<String, JsonNode> nodes = new LinkedHashMap<>();
    texts.forEach((name, text) -> nodes.put(name, JsonNode.createStringNode(text)));
    return JsonNode.createObjectNode(nodes);
  }

  public static JsonNode array(List<String> texts) {
    return JsonNode.createArrayNode(texts.stream().map(JsonNode::createStringNode).toList());
  }
}
