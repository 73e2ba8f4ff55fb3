package dev.stackyn.deployments.adapters.docker.run;

import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.adapters.docker.Refused;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.ports.ContainerId;
import dev.stackyn.deployments.engine.ports.ContainerSpec;
import io.micronaut.json.tree.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a container running: the one that is there already, or a new one. */
final class Starter {
  private static final Logger LOG = LoggerFactory.getLogger(Starter.class);
  private static final Set<String> USELESS = Set.of("dead", "removing");
  private static final int CONFLICT = 409;
  private static final int NAME_ATTEMPTS = 100;
  private static final Duration NAME_PAUSE = Duration.ofMillis(50);

  private final EngineHttp engine;
  private final OwnContainers own;
  private final AppNetworks networks;
  private final AppVolumes volumes;
  private final DockerContainers.Setup setup;
  private volatile double processors;

  Starter(
      EngineHttp engine,
      OwnContainers own,
      AppNetworks networks,
      AppVolumes volumes,
      DockerContainers.Setup setup) {
    this.engine = engine;
    this.own = own;
    this.networks = networks;
    this.volumes = volumes;
    this.setup = setup;
  }

  JsonNode started(ContainerSpec spec) {
    ContainerId container = ready(spec);
    try {
      start(container, spec);
    } catch (Refused e) {
      if (!StartProblem.isLostNetwork(e)) {
        throw StartProblem.of(e, spec);
      }
      // It was made in a network that has been removed since; another one cannot be put under it.
      own.remove(container, Duration.ZERO);
      container = made(spec);
      begin(container, spec);
    }
    return own.find(container).orElseThrow(Starter::removed);
  }

  private ContainerId ready(ContainerSpec spec) {
    Optional<JsonNode> known = own.find(spec);
    if (known.isEmpty()) {
      return made(spec);
    }
    ContainerId container = Views.of(known.get()).id();
    return switch (Views.status(known.get())) {
      case String status when USELESS.contains(status) -> {
        own.remove(container, Duration.ZERO);
        yield made(spec);
      }
      case "paused" -> {
        engine.tell(EngineRequest.post("/containers/" + container + "/unpause"));
        yield container;
      }
      default -> container;
    };
  }

  private void begin(ContainerId container, ContainerSpec spec) {
    try {
      start(container, spec);
    } catch (Refused e) {
      throw StartProblem.of(e, spec);
    }
  }

  /** One that runs already is left as it is. */
  private void start(ContainerId container, ContainerSpec spec) {
    LOG.debug("Starting {} for deployment {}", container, spec.deployment());
    engine.tell(EngineRequest.post("/containers/" + container + "/start"));
  }

  private ContainerId made(ContainerSpec spec) {
    String network = networks.ensure(spec.app());
    volumes.ensure(spec.app(), spec.volumes().keySet());
    ContainerOrder order = new ContainerOrder(spec, setup, network, processors());
    order.note().ifPresent(note -> LOG.info("Deployment {}: {}", spec.deployment(), note));
    String name = ContainerOrder.name(spec);
    return madeAs(name, order)
        .or(() -> madeAs(name + "-" + setup.instance(), order))
        .orElseThrow(() ->
            new DeployFailure(
                DeployCode.INTERNAL_PLATFORM_ERROR,
                "The name %s is taken by a container that is not Stackyn's.".formatted(name)));
  }

  /**
   * Nothing when the name is somebody else's. The engine gives a name away before it shows for
   * which container: until then nobody can tell whether it is another process of ours that makes
   * the same one.
   */
  private Optional<ContainerId> madeAs(String name, ContainerOrder order) {
    for (int attempt = 0; attempt < NAME_ATTEMPTS; attempt++) {
      Optional<ContainerId> fresh = created(name, order);
      if (fresh.isPresent()) {
        return fresh;
      }
      boolean shown = own.isShown(name);
      Optional<ContainerId> known = own.find(order.spec()).map(found -> Views.of(found).id());
      if (shown || known.isPresent()) {
        return known;
      }
      LockSupport.parkNanos(NAME_PAUSE.toNanos());
    }
    return Optional.empty();
  }

  /** Nothing when the name is taken: by another process of ours, or by somebody else. */
  private Optional<ContainerId> created(String name, ContainerOrder order) {
    try {
      JsonNode answer =
          engine.json(
              EngineRequest.post("/containers/create")
                  .with("name", name)
                  .body("application/json", out -> out.write(engine.bytes(order.json()))));
      return Json.text(answer, "Id").map(ContainerId::new);
    } catch (Refused e) {
      if (e.status() == CONFLICT) {
        return Optional.empty();
      }
      throw StartProblem.of(e, order.spec());
    }
  }

  /** It does not change while the engine runs, and asking takes longer than all the rest. */
  private double processors() {
    if (processors <= 0) {
      processors = Math.max(1, Json.number(engine.json(EngineRequest.get("/info")), "NCPU"));
    }
    return processors;
  }

  private static DeployFailure removed() {
    return new DeployFailure(
        DeployCode.INTERNAL_PLATFORM_ERROR,
        "The new container was removed while it was being started.");
  }
}
