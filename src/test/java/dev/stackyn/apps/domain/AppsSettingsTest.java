package dev.stackyn.apps.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.platform.domain.Variables;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppsSettingsTest {
  @Test
  void theDefaultsAreThese() {
    AppsSettings settings = AppsSettings.from(new Variables(Map.of()));

    assertThat(settings.memoryMb()).isEqualTo(512);
    assertThat(settings.reserves(new Slug("api"))).isTrue();
    assertThat(settings.reserves(new Slug("docs"))).isTrue();
    assertThat(settings.reserves(new Slug("shop"))).isFalse();
  }

  @Test
  void namesCanBeReservedBesidesThePlatformsOwn() {
    AppsSettings settings =
        AppsSettings.from(
            new Variables(
                Map.of("STACKYN_RESERVED_SLUGS", "shop, blog", "STACKYN_APP_MEMORY_MB", "256")));

    assertThat(settings.memoryMb()).isEqualTo(256);
    assertThat(settings.reserves(new Slug("blog"))).isTrue();
    assertThat(settings.reserves(new Slug("api"))).isTrue();
  }

  @Test
  void whatCannotBeASlugIsAProblem() {
    Variables variables = new Variables(Map.of("STACKYN_RESERVED_SLUGS", "Shop"));
    AppsSettings.from(variables);

    assertThat(variables.problems())
        .containsExactly("STACKYN_RESERVED_SLUGS: must be a list of names such as blog,shop");
  }
}
