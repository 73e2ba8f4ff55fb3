/**
 * The wire: errors, request ids, headers, limits, health, metrics and the API's own documentation.
 */
@NullMarked
package dev.stackyn.platform.adapters.http;

import org.jspecify.annotations.NullMarked;
