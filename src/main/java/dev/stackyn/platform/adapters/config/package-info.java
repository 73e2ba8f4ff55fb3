/** Reads the environment and the .env file. */
@NullMarked
package dev.stackyn.platform.adapters.config;

import org.jspecify.annotations.NullMarked;
