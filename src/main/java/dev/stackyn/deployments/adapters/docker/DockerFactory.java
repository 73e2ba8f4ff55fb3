package dev.stackyn.deployments.adapters.docker;

import dev.stackyn.deployments.adapters.docker.bounds.BuildBounds;
import dev.stackyn.deployments.adapters.docker.bounds.DockerBuildHost;
import dev.stackyn.deployments.adapters.docker.build.DockerImages;
import dev.stackyn.deployments.adapters.docker.run.DockerContainers;
import dev.stackyn.deployments.adapters.docker.run.DockerResidents;
import dev.stackyn.deployments.adapters.docker.run.TraefikLabels;
import dev.stackyn.deployments.adapters.docker.stock.DockerStock;
import dev.stackyn.deployments.adapters.docker.wall.HostWall;
import dev.stackyn.deployments.domain.BuildSettings;
import dev.stackyn.deployments.domain.ContainerSettings;
import dev.stackyn.deployments.engine.ports.Containers;
import dev.stackyn.deployments.engine.ports.Images;
import dev.stackyn.deployments.ports.BuildHost;
import dev.stackyn.deployments.ports.EngineStock;
import dev.stackyn.deployments.ports.InstanceStore;
import dev.stackyn.kernel.RandomSource;
import dev.stackyn.platform.domain.DockerSettings;
import dev.stackyn.platform.domain.RoutingSettings;
import dev.stackyn.routing.domain.FrontSettings;
import dev.stackyn.routing.domain.Residents;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;

/** Puts together what talks to the Docker engine. Nothing of it is made before it is needed. */
@Factory
final class DockerFactory {
  @Singleton
  @Bean(preDestroy = "close")
  Alarms alarms() {
    return new Alarms();
  }

  @Singleton
  EngineHttp engine(DockerSettings settings, Alarms alarms, JsonMapper json) {
    return new EngineHttp(new EngineAddress(settings), alarms, json);
  }

  @Singleton
  Images images(
      EngineHttp engine,
      Alarms alarms,
      RandomSource random,
      ContainerSettings settings,
      InstanceStore instance) {
    return new DockerImages(
        engine, alarms, random, new DockerImages.Setup(instance.instance(), settings.builder()));
  }

  @Singleton
  Containers containers(
      EngineHttp engine,
      ContainerSettings settings,
      DockerSettings docker,
      InstanceStore instance,
      FrontSettings front,
      RoutingSettings routing) {
    return new DockerContainers(
        engine,
        new DockerContainers.Setup(
            instance.instance(),
            settings.networks(),
            HostWall.isLocal(docker),
            front.traefik().map(traefik -> new TraefikLabels(traefik, routing.baseDomain()))));
  }

  @Singleton
  BuildBounds bounds(
      EngineHttp engine,
      BuildSettings settings,
      ContainerSettings containers,
      DockerSettings docker) {
    return new BuildBounds(engine, settings, containers, docker);
  }

  @Singleton
  BuildHost buildHost(
      EngineHttp engine, BuildSettings settings, BuildBounds bounds, DockerSettings docker) {
    return new DockerBuildHost(engine, settings, bounds, HostWall.isLocal(docker));
  }

  @Singleton
  EngineStock stock(EngineHttp engine, Images images, InstanceStore instance) {
    return new DockerStock(engine, images, instance.instance());
  }

  @Singleton
  Residents residents(EngineHttp engine, Provider<InstanceStore> instance) {
    return new DockerResidents(engine, instance);
  }

  @Singleton
  HostWall wall(ContainerSettings settings, DockerSettings docker) {
    return new HostWall(settings, docker);
  }
}
