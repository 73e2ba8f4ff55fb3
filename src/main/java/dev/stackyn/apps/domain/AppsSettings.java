package dev.stackyn.apps.domain;

import dev.stackyn.platform.domain.Variables;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which names no app may have, because they are or will be the platform's own, and how much memory
 * an app gets whose owner does not say.
 */
public record AppsSettings(Set<Slug> reserved, int memoryMb) {
  private static final String PLATFORMS_OWN =
      "api www console cms admin app apps stackyn traefik mail ftp ns1 ns2 localhost status docs";

  public AppsSettings {
    reserved = Set.copyOf(reserved);
  }

  public static AppsSettings from(Variables variables) {
    Set<Slug> added =
        variables
            .text("STACKYN_RESERVED_SLUGS")
            .as(AppsSettings::slugs)
            .optional()
            .orElse(Set.of());
    return new AppsSettings(
        Stream.concat(slugs(PLATFORMS_OWN).stream(), added.stream()).collect(Collectors.toSet()),
        variables.text("STACKYN_APP_MEMORY_MB").asWhole(32, 1_048_576).or(512));
  }

  public boolean reserves(Slug slug) {
    return reserved.contains(slug);
  }

  private static Set<Slug> slugs(String text) {
    try {
      return Stream.of(text.split("[,\\s]+", -1)).map(Slug::new).collect(Collectors.toSet());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("must be a list of names such as blog,shop", e);
    }
  }
}
