package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.domain.DetectionSettings;
import dev.stackyn.deployments.engine.ports.Planner;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Detection knows no framework: here it gets what it needs. */
@Factory
final class DetectionFactory {
  @Singleton
  Planner planner(DetectionSettings settings) {
    return new Detector(settings);
  }
}
