package dev.stackyn.deployments.domain;

import dev.stackyn.platform.domain.Variables;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The HTTP proxies of this machine, as most programs read them from the environment. */
public record ProxySettings(
    Optional<HostAndPort> https, Optional<HostAndPort> http, List<String> exceptions) {
  public static final ProxySettings NONE =
      new ProxySettings(Optional.empty(), Optional.empty(), List.of());

  private static final String EXPECTATION = "must look like http://proxy.example.com:3128";

  public record HostAndPort(String host, int port) {}

  public ProxySettings {
    exceptions = List.copyOf(exceptions);
  }

  static ProxySettings from(Variables variables) {
    return new ProxySettings(
        variables.text("HTTPS_PROXY", "https_proxy").as(ProxySettings::proxy).optional(),
        variables.text("HTTP_PROXY", "http_proxy").as(ProxySettings::proxy).optional(),
        variables
            .text("NO_PROXY", "no_proxy")
            .as(ProxySettings::names)
            .optional()
            .orElse(List.of()));
  }

  /** The proxy to such a host, or nothing when it is asked directly. */
  public Optional<HostAndPort> to(String scheme, String host) {
    boolean direct =
        exceptions.stream()
            .anyMatch(name -> name.equals("*") || host.equals(name) || host.endsWith("." + name));
    if (direct) {
      return Optional.empty();
    }
    return scheme.equals("https") ? https : http;
  }

  private static HostAndPort proxy(String text) {
    try {
      URI uri = URI.create(text.contains("://") ? text : "http://" + text);
      if (!"http".equals(uri.getScheme())
          || uri.getHost() == null
          || uri.getRawUserInfo() != null) {
        throw new IllegalArgumentException(EXPECTATION + " (no password, no https)");
      }
      return new HostAndPort(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(EXPECTATION + " (no password, no https)");
    }
  }

  private static List<String> names(String text) {
    return Stream.of(text.split(",", -1))
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .map(name -> name.startsWith(".") ? name.substring(1) : name)
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
