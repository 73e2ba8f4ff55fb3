package dev.stackyn.deployments.domain;

import dev.stackyn.platform.domain.Variables;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What generated Dockerfiles begin with. */
public record DetectionSettings(Map<BaseImage, String> images) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-zA-Z0-9._/:@{}-]{0,254}");
  private static final String VERSION = "{version}";

  public static final DetectionSettings USUAL = new DetectionSettings(Map.of());

  public DetectionSettings {
    images = Map.copyOf(images);
  }

  public static DetectionSettings from(Variables variables) {
    Map<BaseImage, String> images = new EnumMap<>(BaseImage.class);
    for (BaseImage image : BaseImage.values()) {
      images.put(
          image, variables.text(image.setting()).as(DetectionSettings::name).or(image.usual()));
    }
    return new DetectionSettings(images);
  }

  private static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be an image's name, such as registry.example.com/node:{version}-slim");
    }
    return text;
  }

  /** The image's name for a version; the version is not said where the setting leaves it out. */
  public String name(BaseImage image, String version) {
    return images.getOrDefault(image, image.usual()).replace(VERSION, version);
  }
}
