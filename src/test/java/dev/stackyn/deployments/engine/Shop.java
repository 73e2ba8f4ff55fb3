package dev.stackyn.deployments.engine;

import dev.stackyn.kernel.AppId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** An app with nothing special about it. */
final class Shop {
  static final AppId APP = new AppId(new UUID(0, 1));

  private Shop() {}

  static DeploySpec spec() {
    return new DeploySpec(
        APP,
        "shop",
        new DeploySpec.SourceSpec(
            Repository.open(RepositoryUrl.parse("https://example.com/shop.git")), Optional.empty()),
        new DeploySpec.BuildSpec(
            Path.of(""), Optional.empty(), Optional.empty(), Map.of(), Freshness.REUSE),
        new DeploySpec.RunSpec(
            Map.of(),
            new DeploySpec.Commands(Optional.empty(), Optional.empty()),
            new DeploySpec.Health(Optional.empty(), Optional.of("/"), 200, Duration.ofSeconds(60)),
            new Bounds(512 << 20, 1, 512, Duration.ofSeconds(10)),
            new DeploySpec.Surroundings(
                List.of("shop.example.com"), Map.of(), Restart.ALWAYS, 5, Privileges.NONE)));
  }
}
