import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * Completes the API's description, which the compiler's annotation processor wrote: every operation
 * gets the error answer that is written down once, as status 500 of the operation {@code home} (the
 * processor knows no default answers), and what is missing is an error of the build.
 */
final class OpenApiFinish {
  private static final String REFERENCE = "#/components/responses/Problem";

  private final List<String> missing = new ArrayList<>();

  private OpenApiFinish() {}

  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[0]);
    Yaml yaml = yaml();
    Map<String, Object> spec = yaml.load(Files.readString(file));
    OpenApiFinish finish = new OpenApiFinish();
    finish.complete(spec);
    if (!finish.missing.isEmpty()) {
      System.err.println("openapi: the description is not complete:");
      finish.missing.forEach(text -> System.err.println("  " + text));
      System.exit(1);
    }
    Files.writeString(file, yaml.dump(spec));
  }

  private void complete(Map<String, Object> spec) {
    Map<String, Object> components = object(spec.get("components"));
    Map<String, Object> paths = object(spec.get("paths"));
    Object problem =
        components.containsKey("responses")
            ? object(components.get("responses")).get("Problem")
            : responses(object(object(paths.get("/")).get("get"))).remove("500");
    components.put("responses", new TreeMap<>(Map.of("Problem", problem)));
    paths.forEach((path, item) ->
        object(item)
            .forEach((method, operation) -> complete(method + " " + path, object(operation))));
    object(components.get("schemas"))
        .forEach((name, schema) -> requireExamples(name, object(schema)));
  }

  private void complete(String where, Map<String, Object> operation) {
    for (String part : List.of("operationId", "summary", "tags")) {
      if (!operation.containsKey(part)) {
        missing.add(where + " has no " + part);
      }
    }
    responses(operation)
        .forEach((status, response) -> sayWhatItIs(operation, status, object(response)));
    responses(operation).put("default", Map.of("$ref", REFERENCE));
  }

  /** Where nothing was said about an answer, the processor makes up "operation 200 response". */
  private static void sayWhatItIs(
      Map<String, Object> operation, String status, Map<String, Object> response) {
    if ((operation.get("operationId") + " " + status + " response")
        .equals(response.get("description"))) {
      response.put("description", operation.get("summary"));
    }
  }

  /**
   * A text without an example, a fixed set of values or a format says nothing about what it looks
   * like.
   */
  private void requireExamples(String name, Map<String, Object> schema) {
    if (!schema.containsKey("properties")) {
      return;
    }
    object(schema.get("properties"))
        .forEach((property, value) -> {
          Map<String, Object> type = object(value);
          boolean isText = "string".equals(type.get("type"));
          boolean isShown =
              type.containsKey("example") || type.containsKey("enum") || type.containsKey("format");
          if (isText && !isShown) {
            missing.add("schema " + name + ": " + property + " has no example");
          }
        });
  }

  private static Map<String, Object> responses(Map<String, Object> operation) {
    return object(operation.get("responses"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }

  private static Yaml yaml() {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    return new Yaml(options);
  }
}
