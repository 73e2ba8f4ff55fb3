package dev.stackyn.deployments.engine.secrets;

import dev.stackyn.kernel.Secret;

/**
 * A text that is worth hiding.
 *
 * @param name what people know it by, and read in its place
 * @param distinct nothing says it by chance: where it is found, it was put
 * @param part of a text that is hidden too: nobody encodes it by itself
 */
record Confidential(String name, Secret text, boolean distinct, boolean part) {}
