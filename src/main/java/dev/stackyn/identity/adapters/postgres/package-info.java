/** Identity's tables. */
@NullMarked
package dev.stackyn.identity.adapters.postgres;

import org.jspecify.annotations.NullMarked;
