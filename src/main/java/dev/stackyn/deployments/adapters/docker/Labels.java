package dev.stackyn.deployments.adapters.docker;

import io.micronaut.json.tree.JsonNode;
import java.util.List;
import java.util.Map;

/** By which what we made on the engine is found again, and is known to be ours. */
public final class Labels {
  public static final String APP = "stackyn.app";
  public static final String DEPLOYMENT = "stackyn.deployment";
  public static final String RELEASE = "stackyn.release";

  /** What an image was made from. */
  public static final String RECIPE = "stackyn.recipe";

  /**
   * What a container is for. Images have none: a container that somebody else made of one is not
   * ours.
   */
  public static final String PURPOSE = "stackyn.purpose";

  /** Keeps two platforms on one engine apart. */
  public static final String INSTANCE = "stackyn.instance";

  private Labels() {}

  /** How the engine is told to list only what bears these labels. */
  public static byte[] filter(EngineHttp engine, String... labels) {
    return engine.bytes(JsonNode.createObjectNode(Map.of("label", Json.array(List.of(labels)))));
  }
}
