/**
 * What every context stands on: settings, the database and its migrations, the keys that seal,
 * health, metrics, logs, the audit log and the one shape of errors. Schema: {@code platform}.
 * Routes: {@code /}, {@code /health*}, {@code /metrics}, {@code /docs}, {@code /openapi.yaml}. May
 * use: kernel.
 */
@NullMarked
package dev.stackyn.platform;

import org.jspecify.annotations.NullMarked;
