package dev.stackyn.platform.adapters.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import dev.stackyn.platform.domain.DockerSettings;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;

/** The connection to the Docker engine, made when it is first needed. */
@Singleton
@Bean(preDestroy = "close")
public final class DockerEngine implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(2);

  private final DockerClient client;

  public DockerEngine(DockerSettings settings) {
    DefaultDockerClientConfig config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(settings.host().toString())
            .withDockerTlsVerify(settings.certificates().isPresent())
            .withDockerCertPath(settings.certificates().map(Object::toString).orElse(null))
            .build();
    client =
        DockerClientImpl.getInstance(
            config,
            new ApacheDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .sslConfig(config.getSSLConfig())
                .connectionTimeout(CONNECT)
                .responseTimeout(ANSWER)
                .build());
  }

  /** Fails with a RuntimeException when the engine does not answer. */
  void ping() {
    client.pingCmd().exec();
  }

  Version version() {
    return client.versionCmd().exec();
  }

  /** Whether containers live on while the engine is restarted; engines that do not say do not. */
  boolean keepsContainersWhenRestarted() {
    return Boolean.TRUE.equals(client.infoCmd().exec().getRawValues().get("LiveRestoreEnabled"));
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
