package dev.stackyn.deployments.adapters.docker.build;

import dev.stackyn.deployments.engine.RegistryLogin;
import io.micronaut.json.tree.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who we are at which registry. Docker Hub has several names, and each is used somewhere. */
record Logins(Map<String, RegistryLogin> byHost) {
  private static final String HUB = "docker.io";

  /** The name that engines look Docker Hub's login up by. */
  private static final String HUB_ADDRESS = "https://index.docker.io/v1/";

  private static final Set<String> HUB_NAMES =
      Set.of(HUB, "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com");

  Logins {
    Map<String, RegistryLogin> known = new LinkedHashMap<>();
    byHost.forEach((host, login) -> known.put(canonical(host), login));
    byHost = Map.copyOf(known);
  }

  Optional<RegistryLogin> at(String host) {
    return Optional.ofNullable(byHost.get(canonical(host)));
  }

  /** {@code https://host/v1/} and {@code host} are the same registry. */
  private static String canonical(String host) {
    String name = host.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
    return HUB_NAMES.contains(name) ? HUB : name;
  }

  /** The registry that an image's name speaks of. */
  static String host(String image) {
    int slash = image.indexOf('/');
    String first = slash < 0 ? "" : image.substring(0, slash);
    boolean named = first.contains(".") || first.contains(":") || first.equals("localhost");
    return named ? canonical(first) : HUB;
  }

  /** For {@code X-Registry-Auth}; nobody in particular when there is no login. */
  JsonNode forPull(String host) {
    return at(host).map(login -> json(host, login)).orElse(JsonNode.createObjectNode(Map.of()));
  }

  /** For {@code X-Registry-Config}: all of them, by host. */
  JsonNode forClassicBuild() {
    Map<String, JsonNode> all = new LinkedHashMap<>();
    byHost.forEach((host, login) -> all.put(address(host), json(host, login)));
    return JsonNode.createObjectNode(all);
  }

  private static JsonNode json(String host, RegistryLogin login) {
    return JsonNode.createObjectNode(
        Map.of(
            "username", JsonNode.createStringNode(login.user()),
            "password", JsonNode.createStringNode(login.password().reveal()),
            "serveraddress", JsonNode.createStringNode(address(host))));
  }

  private static String address(String host) {
    return host.equals(HUB) ? HUB_ADDRESS : host;
  }
}
