package dev.stackyn.apps.domain;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A registry of images, as their names begin with it. Docker Hub has several names, and is {@code
 * docker.io}.
 */
public record RegistryHost(String value) {
  private static final String HUB = "docker.io";
  private static final Set<String> HUB_NAMES =
      Set.of("index.docker.io", "registry-1.docker.io", "registry.hub.docker.com");
  private static final int LONGEST = 255;
  private static final int HIGHEST_PORT = 65_535;
  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern FORM =
      Pattern.compile(LABEL + "(?:\\." + LABEL + ")*(?::([1-9][0-9]{0,4}))?");

  public RegistryHost {
    value = value.strip().toLowerCase(Locale.ROOT);
    if (HUB_NAMES.contains(value)) {
      value = HUB;
    }
    if (!isHost(value) || !isNamedByImages(value)) {
      throw new IllegalArgumentException(
          "must be the name of a registry as images have it, without https:// and path, such as"
              + " ghcr.io or registry.example.com:5000");
    }
  }

  /** Nothing when no registry can be called that. */
  public static Optional<RegistryHost> parse(String text) {
    try {
      return Optional.of(new RegistryHost(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isHost(String text) {
    var found = FORM.matcher(text);
    return text.length() <= LONGEST
        && found.matches()
        && (found.group(1) == null || Integer.parseInt(found.group(1)) <= HIGHEST_PORT);
  }

  /** A first word without a dot or a port is somebody's name at Docker Hub. */
  private static boolean isNamedByImages(String text) {
    return text.indexOf('.') >= 0 || text.indexOf(':') >= 0 || text.equals("localhost");
  }

  @Override
  public String toString() {
    return value;
  }
}
