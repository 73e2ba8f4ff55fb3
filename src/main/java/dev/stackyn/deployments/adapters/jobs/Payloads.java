package dev.stackyn.deployments.adapters.jobs;

import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import io.micronaut.json.JsonMapper;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.UUID;

/** What the jobs of deployments carry: names of things, never what they are. */
@Singleton
final class Payloads {
  private final JsonMapper json;

  Payloads(JsonMapper json) {
    this.json = json;
  }

  /** Which deployment is to be done. */
  @Serdeable
  record OfDeployment(long deployment) {
    DeploymentId id() {
      return new DeploymentId(deployment);
    }
  }

  /** Which app something is to be done with. */
  @Serdeable
  record OfApp(UUID app, boolean volumesToo) {
    AppId id() {
      return new AppId(app);
    }
  }

  /** Which version is to give way again, and why. */
  @Serdeable
  record OfFailure(long deployment, String why) {
    DeploymentId id() {
      return new DeploymentId(deployment);
    }
  }

  /** Which app somebody is at the door of. */
  @Serdeable
  record OfSleeper(UUID app) {
    AppId id() {
      return new AppId(app);
    }
  }

  String write(Object payload) {
    try {
      return json.writeValueAsString(payload);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  <T> T read(JobRun run, Class<T> type) {
    try {
      return Objects.requireNonNull(json.readValue(run.payload(), type), "a job's payload");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
