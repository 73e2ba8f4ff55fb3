package dev.stackyn.deployments.adapters.docker.run;

import dev.stackyn.deployments.adapters.docker.Refused;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.ports.ContainerSpec;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why the engine did not start a container, in words for the app's owner. The engine's own words
 * name the host's paths, and may repeat what they were given: only what is known to be harmless is
 * taken from them.
 */
final class StartProblem {
  private static final int NOT_FOUND = 404;
  private static final Pattern LOST_NETWORK = Pattern.compile("network \\S+ not found");

  private record Rule(
      Pattern words, DeployCode code, BiFunction<Matcher, ContainerSpec, String> text) {}

  private static final List<Rule> RULES =
      List.of(
          rule(
              "No such image",
              DeployCode.RELEASE_GONE,
              (_, _) -> "The image of this release is no longer on the engine: redeploy."),
          rule(
              "[Nn]o command specified",
              DeployCode.APP_CRASHED,
              (_, _) -> "The image has no command to start: add a CMD, or set the start command."),
          rule(
              "exec: \"([^\"]{1,200})\": (?:executable file not found|stat .*no such file)",
              DeployCode.APP_CRASHED,
              (found, _) -> "The image has no program \"%s\".".formatted(found.group(1))),
          rule(
              "exec: \"([^\"]{1,200})\": permission denied",
              DeployCode.APP_CRASHED,
              (found, _) ->
                  "\"%s\" in the image may not be executed: it lacks the x bit."
                      .formatted(found.group(1))),
          rule(
              "unable to find (user|group) ([^ :]{1,64})",
              DeployCode.APP_CRASHED,
              (found, _) ->
                  "The image has no %s \"%s\", which its USER names."
                      .formatted(found.group(1), found.group(2))),
          rule(
              "(?:mkdir|chdir|cwd).*(?:permission denied|not a directory)",
              DeployCode.APP_CRASHED,
              (_, _) -> "The image's WORKDIR is not a folder that its USER may enter."),
          rule(
              "not a directory|mounting .* to rootfs",
              DeployCode.APP_CRASHED,
              (_, spec) ->
                  "A volume cannot be mounted at %s: there is something else in the image."
                      .formatted(String.join(", ", spec.volumes().values()))),
          rule(
              "no available (?:IPv4 )?addresses",
              DeployCode.INTERNAL_PLATFORM_ERROR,
              (_, _) -> "The app's network is full: too many of its containers are there."),
          rule(
              "cannot allocate memory",
              DeployCode.HOST_OUT_OF_MEMORY,
              (_, _) -> "The host has no memory left to start the app."),
          rule(
              "no space left on device",
              DeployCode.INTERNAL_PLATFORM_ERROR,
              (_, _) -> "The host's disk is full."));

  private StartProblem() {}

  private static Rule rule(
      String words, DeployCode code, BiFunction<Matcher, ContainerSpec, String> text) {
    return new Rule(Pattern.compile(words), code, text);
  }

  static boolean isLostNetwork(Refused refused) {
    return refused.status() == NOT_FOUND && LOST_NETWORK.matcher(refused.answer()).find();
  }

  /** Without the engine's answer as a cause: that would be printed with it. */
  static DeployFailure of(Refused refused, ContainerSpec spec) {
    for (Rule rule : RULES) {
      Matcher found = rule.words().matcher(refused.answer());
      if (found.find()) {
        return new DeployFailure(rule.code(), rule.text().apply(found, spec));
      }
    }
    return new DeployFailure(
        DeployCode.INTERNAL_PLATFORM_ERROR,
        "The Docker engine does not start the container (status %d).".formatted(refused.status()));
  }
}
