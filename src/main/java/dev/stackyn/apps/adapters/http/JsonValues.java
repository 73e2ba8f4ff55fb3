package dev.stackyn.apps.adapters.http;

import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import io.micronaut.json.tree.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as numbers, texts, truths, lists and maps, each null included: when the framework reads a
 * map by itself, what is null is left out of it.
 */
final class JsonValues {
  private JsonValues() {}

  static Map<String, @Nullable Object> object(JsonNode node) {
    if (!node.isObject()) {
      throw Refusal.of(
          ErrorCode.MALFORMED_BODY,
          "The request body cannot be read: it is not the JSON that is expected here.");
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    node.entries().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
    return map;
  }

  private static @Nullable Object value(JsonNode node) {
    if (node.isObject()) {
      return object(node);
    }
    if (node.isArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      node.values().forEach(one -> list.add(value(one)));
      return list;
    }
    if (node.isString()) {
      return node.getStringValue();
    }
    if (node.isNumber()) {
      return node.getNumberValue();
    }
    return node.isBoolean() ? node.getBooleanValue() : null;
  }
}
