package dev.stackyn.deployments.adapters.docker.run;

import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.adapters.docker.Labels;
import dev.stackyn.deployments.engine.Capability;
import dev.stackyn.deployments.engine.ports.ContainerSpec;
import dev.stackyn.deployments.engine.ports.ContainerSpec.Purpose;
import io.micronaut.json.tree.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A container as the engine is asked for it: with as little power over the host as programs can do
 * with, and what an administrator adds to that. It has no port of the host, no folder of the host,
 * and no namespace of the host.
 *
 * <p>The environment carries secrets. Whoever may ask the engine can read it in an inspection; that
 * is how the engine works, and he is root on the host anyway. Nothing here prints it.
 */
record ContainerOrder(
    ContainerSpec spec, DockerContainers.Setup setup, String network, double processors) {
  /** What programs of ordinary images need to start as root and go on as somebody else. */
  private static final List<String> CAPABILITIES =
      List.of("CHOWN", "DAC_OVERRIDE", "FOWNER", "KILL", "NET_BIND_SERVICE", "SETGID", "SETUID");

  private static final long MEGABYTE = 1 << 20;
  private static final long LEAST_MEMORY = 6 * MEGABYTE;
  private static final int LOG_FILES = 3;

  /** More than the engine itself may open cannot be granted: some hosts give it 20,000. */
  private static final int OPEN_FILES = 16_384;

  private static final double NANO = 1e9;

  static String name(ContainerSpec spec) {
    String name = spec.slug() + "-" + spec.deployment();
    return spec.purpose() == Purpose.SERVE
        ? name
        : name + "-" + OwnContainers.purpose(spec.purpose());
  }

  /** What is not as it was ordered. */
  Optional<String> note() {
    return spec.bounds().cpus() > processors
        ? Optional.of(
            "asks for %s processors, and gets the %s that there are"
                .formatted(spec.bounds().cpus(), processors))
        : Optional.empty();
  }

  JsonNode json() {
    Map<String, JsonNode> order = new LinkedHashMap<>();
    order.put("Image", JsonNode.createStringNode(spec.image().value()));
    spec.command().ifPresent(command -> order.put("Cmd", Json.array(command)));
    order.put("Env", Json.array(environment()));
    order.put("Labels", Json.object(labels()));
    order.put("StopTimeout", number(spec.bounds().stopGrace().plusMillis(999).toSeconds()));
    order.put("HostConfig", JsonNode.createObjectNode(hostConfig()));
    return JsonNode.createObjectNode(order);
  }

  private List<String> environment() {
    return spec.environment().entrySet().stream()
        .map(variable -> variable.getKey() + "=" + variable.getValue().reveal())
        .sorted()
        .toList();
  }

  /** The image hands on which release it is of. */
  private Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>();
    if (spec.purpose() == Purpose.SERVE) {
      setup.traefik().ifPresent(traefik -> labels.putAll(traefik.of(spec, network)));
    }
    labels.put(Labels.APP, spec.app().toString());
    labels.put(Labels.DEPLOYMENT, spec.deployment().toString());
    labels.put(Labels.PURPOSE, OwnContainers.purpose(spec.purpose()));
    labels.put(Labels.INSTANCE, setup.instance());
    return labels;
  }

  private Map<String, JsonNode> hostConfig() {
    long memory = Math.max(LEAST_MEMORY, spec.bounds().memoryBytes());
    double cpus = Math.min(processors, spec.bounds().cpus());
    Map<String, JsonNode> host = new LinkedHashMap<>();
    host.put("NetworkMode", JsonNode.createStringNode(network));
    host.put("RestartPolicy", Json.object(Map.of("Name", restart())));
    host.put("Init", JsonNode.createBooleanNode(!spec.privileges().ownInit()));
    host.put("Privileged", JsonNode.createBooleanNode(false));
    host.put("SecurityOpt", Json.array(securityOptions()));
    host.put("CapDrop", Json.array(List.of("ALL")));
    host.put("CapAdd", Json.array(capabilities()));
    host.put("PidsLimit", number(spec.bounds().processes()));
    host.put("Memory", number(memory));
    // Memory and swap together; unset, it would be twice the memory.
    host.put("MemorySwap", number(memory + spec.privileges().swapMb() * MEGABYTE));
    host.put("NanoCpus", number((long) (cpus * NANO)));
    host.put("Ulimits", JsonNode.createArrayNode(List.of(openFiles())));
    host.put("LogConfig", logs());
    host.put("Mounts", mounts());
    return host;
  }

  private List<String> securityOptions() {
    return spec.privileges().newPrivileges() ? List.of() : List.of("no-new-privileges");
  }

  private List<String> capabilities() {
    return Stream.concat(
            CAPABILITIES.stream(), spec.privileges().capabilities().stream().map(Capability::name))
        .toList();
  }

  /** One that prepares is never started again by the engine: its exit code is what counts. */
  private String restart() {
    if (spec.purpose() != Purpose.SERVE) {
      return "no";
    }
    return switch (spec.restart()) {
      case ALWAYS -> "unless-stopped";
      case ON_FAILURE -> "on-failure";
      case NEVER -> "no";
    };
  }

  private static JsonNode openFiles() {
    return JsonNode.createObjectNode(
        Map.of(
            "Name",
            JsonNode.createStringNode("nofile"),
            "Soft",
            number(OPEN_FILES),
            "Hard",
            number(OPEN_FILES)));
  }

  private JsonNode logs() {
    int eachMb = Math.ceilDiv(spec.privileges().logMb(), LOG_FILES);
    return JsonNode.createObjectNode(
        Map.of(
            "Type",
            JsonNode.createStringNode("json-file"),
            "Config",
            Json.object(Map.of("max-size", eachMb + "m", "max-file", "" + LOG_FILES))));
  }

  private JsonNode mounts() {
    return JsonNode.createArrayNode(
        spec.volumes().entrySet().stream()
            .map(volume ->
                Json.object(
                    Map.of(
                        "Type",
                        "volume",
                        "Source",
                        AppVolumes.name(spec.app(), volume.getKey()),
                        "Target",
                        volume.getValue())))
            .toList());
  }

  private static JsonNode number(long value) {
    return JsonNode.createNumberNode(value);
  }
}
