package dev.stackyn.deployments.adapters.git;

import dev.stackyn.deployments.domain.GitSettings;
import dev.stackyn.deployments.engine.ports.Sources;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts the sources together. Nothing of Git is loaded until the first of them is asked for. */
@Factory
final class GitFactory {
  @Singleton
  Sources sources(GitSettings settings, Clock clock) {
    return new GitSources(settings, clock);
  }
}
