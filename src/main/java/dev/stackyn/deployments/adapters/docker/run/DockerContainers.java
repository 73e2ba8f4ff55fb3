package dev.stackyn.deployments.adapters.docker.run;

import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.adapters.docker.Labels;
import dev.stackyn.deployments.domain.Subnet;
import dev.stackyn.deployments.engine.ports.ContainerId;
import dev.stackyn.deployments.engine.ports.ContainerSpec;
import dev.stackyn.deployments.engine.ports.ContainerView;
import dev.stackyn.deployments.engine.ports.Containers;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.Stop;
import io.micronaut.json.tree.JsonNode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Containers} on a Docker engine. */
public final class DockerContainers implements Containers {
  private static final Logger LOG = LoggerFactory.getLogger(DockerContainers.class);
  private static final int MOST_LINES = 1_000;

  private final OwnContainers own;
  private final AppNetworks networks;
  private final AppVolumes volumes;
  private final Starter starter;
  private final Output output;
  private final OneOff oneOff;
  private final OpenPorts ports;

  /**
   * Where it works, and as whom.
   *
   * @param instance tells this platform from others on the same engine
   * @param networks where the apps' networks are cut from
   * @param local whether the engine runs on this host, so that more can be seen of it
   */
  public record Setup(
      String instance, Subnet networks, boolean local, Optional<TraefikLabels> traefik) {
    public Setup(String instance, Subnet networks, boolean local) {
      this(instance, networks, local, Optional.empty());
    }
  }

  public DockerContainers(EngineHttp engine, Setup setup) {
    this.own = new OwnContainers(engine, setup.instance());
    this.networks = new AppNetworks(engine, setup);
    this.volumes = new AppVolumes(engine, setup.instance());
    this.starter = new Starter(engine, own, networks, volumes, setup);
    this.output = new Output(engine);
    this.oneOff = new OneOff(engine, own, starter, output);
    this.ports = new OpenPorts(engine, setup.local());
  }

  @Override
  public Groundwork groundwork(AppId app) {
    Thread work = Thread.ofVirtual().name("groundwork").start(() -> makeNetwork(app));
    return () -> await(work);
  }

  private void makeNetwork(AppId app) {
    try {
      networks.ensure(app);
    } catch (RuntimeException e) {
      LOG.debug("The network of app {} is left to the start of its container", app, e);
    }
  }

  private static void await(Thread work) {
    try {
      work.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public ContainerView start(ContainerSpec spec) {
    return Views.of(starter.started(spec));
  }

  @Override
  public int run(ContainerSpec spec, Consumer<String> log, Stop stop) {
    return oneOff.run(spec, log, stop);
  }

  @Override
  public Optional<ContainerView> look(ContainerId container) {
    return own.find(container).map(Views::of);
  }

  /**
   * The engine's list alone would do with one question, but it does not tell restarts, times, or
   * what a container died of. An app has one or two containers, and a look takes a millisecond.
   */
  @Override
  public List<ContainerView> list(AppId app) {
    return own.labelled(Labels.APP, app.toString()).stream()
        .map(Views::of)
        .sorted(
            Comparator.comparingLong((ContainerView view) -> view.deployment().value()).reversed())
        .toList();
  }

  @Override
  public List<String> tail(ContainerId container, int lines) {
    return own.find(container)
        .map(_ -> output.tail(container, Math.min(lines, MOST_LINES)))
        .orElse(List.of());
  }

  @Override
  public Set<Listening> listening(ContainerId container) {
    return own.find(container).map(ports::of).orElse(Set.of());
  }

  @Override
  public void rest(ContainerId container, Duration grace) {
    own.find(container).ifPresent(_ -> own.stop(container, grace));
  }

  @Override
  public void remove(ContainerId container, Duration grace) {
    own.find(container).ifPresent(_ -> own.remove(container, grace));
  }

  @Override
  public void forget(AppId app, boolean volumesToo) {
    own.labelled(Labels.APP, app.toString())
        .forEach(found -> own.remove(Views.of(found).id(), grace(found)));
    networks.remove(app);
    if (volumesToo) {
      volumes.remove(app);
    }
  }

  /** It was written down when the container was made. */
  private static Duration grace(JsonNode container) {
    return Duration.ofSeconds(Json.number(container, "Config", "StopTimeout"));
  }
}
