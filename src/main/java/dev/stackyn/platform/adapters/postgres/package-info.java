/** The database: the embedded server, the pool, the migrations, and what the platform stores. */
@NullMarked
package dev.stackyn.platform.adapters.postgres;

import org.jspecify.annotations.NullMarked;
