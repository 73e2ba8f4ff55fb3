package dev.stackyn.deployments.adapters.docker.build;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a Dockerfile needs before it can be built. It is only read: what is built is the file as it
 * was written, and what it means is for the builder to say. So nothing here fails; what cannot be
 * understood is left to the builder.
 *
 * @param syntax the image that reads the file, if the file names one
 */
record Dockerfile(Optional<String> syntax, List<Stage> stages, Set<Feature> features) {

  /**
   * @param base the image it begins with, or another stage's name
   * @param platform what --platform asks for
   * @param used stages and images that COPY and RUN take files from
   */
  record Stage(String name, String base, Optional<String> platform, List<String> used) {}

  /** What not every builder can do. */
  enum Feature {
    RUN_MOUNT("RUN --mount"),
    SECRET("RUN --mount=type=secret"),
    COPY_LINK("COPY --link"),
    COPY_CHMOD("COPY --chmod"),
    HEREDOC("<<EOF"),
    PLATFORM_ARGUMENT("TARGETARCH and its like"),
    SYNTAX("# syntax=");

    private final String text;

    Feature(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  Dockerfile {
    stages = List.copyOf(stages);
    features = Set.copyOf(features);
  }

  /** An image to have before the build begins, and the platform it is wanted for. */
  record Base(String image, Optional<String> platform) {}

  /**
   * The images that the wanted stage begins with or takes files from, directly or through other
   * stages. Stages that it does not use are not built, so their images are not needed.
   */
  Set<Base> bases(Optional<String> target) {
    Set<Base> bases = new LinkedHashSet<>();
    syntax.ifPresent(image -> bases.add(new Base(image, Optional.empty())));
    Deque<Integer> ahead = new ArrayDeque<>();
    Set<Integer> seen = new HashSet<>();
    start(target).ifPresent(ahead::add);
    while (!ahead.isEmpty()) {
      int index = ahead.remove();
      if (seen.add(index)) {
        follow(index, ahead, bases);
      }
    }
    return bases;
  }

  private Optional<Integer> start(Optional<String> target) {
    if (stages.isEmpty()) {
      return Optional.empty();
    }
    return target.isEmpty()
        ? Optional.of(stages.size() - 1)
        : Optional.ofNullable(stage(target.get(), stages.size()));
  }

  private void follow(int index, Deque<Integer> ahead, Set<Base> bases) {
    Stage stage = stages.get(index);
    refer(stage.base(), stage.platform(), index, ahead, bases);
    for (String used : stage.used()) {
      refer(used, Optional.empty(), stages.size(), ahead, bases);
    }
  }

  private void refer(
      String name, Optional<String> platform, int before, Deque<Integer> ahead, Set<Base> bases) {
    Integer known = stage(name, before);
    if (known != null) {
      ahead.add(known);
    } else if (!name.isEmpty() && !name.equals("scratch") && !name.contains("$")) {
      bases.add(new Base(name, platform));
    }
  }

  /** A stage by its name or its number; of two with one name the later one. */
  private @Nullable Integer stage(String name, int before) {
    String wanted = name.toLowerCase(Locale.ROOT);
    for (int i = before - 1; i >= 0; i--) {
      if (stages.get(i).name().equals(wanted) || Integer.toString(i).equals(wanted)) {
        return i;
      }
    }
    return null;
  }

  static Dockerfile read(String text, Map<String, String> arguments) {
    return new DockerfileReader(text, arguments).read();
  }

  static List<String> names(Set<Feature> features) {
    List<String> names = new ArrayList<>();
    features.stream().sorted().forEach(feature -> names.add(feature.text()));
    return names;
  }
}
