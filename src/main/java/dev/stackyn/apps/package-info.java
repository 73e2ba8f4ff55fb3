/**
 * What users deploy: apps with their settings and environment, and what their owners do to them.
 * Asks deployments what has become of an app; nothing of that is kept here. Schema: {@code apps}.
 * Routes: {@code /api/apps}, {@code /api/v1/apps*} but for deployments themselves, {@code
 * /admin/apps*}. May use: everything before it.
 */
@NullMarked
package dev.stackyn.apps;

import org.jspecify.annotations.NullMarked;
