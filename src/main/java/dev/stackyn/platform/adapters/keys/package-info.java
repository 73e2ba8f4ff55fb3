/** The folder with the keys, and the vault that seals with those in it. */
@NullMarked
package dev.stackyn.platform.adapters.keys;

import org.jspecify.annotations.NullMarked;
