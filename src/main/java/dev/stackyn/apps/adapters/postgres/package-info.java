/** Apps and their environment as rows. */
@NullMarked
package dev.stackyn.apps.adapters.postgres;

import org.jspecify.annotations.NullMarked;
