/** The description of the API, as it is committed and as it is served. */
@NullMarked
package dev.stackyn.openapi;

import org.jspecify.annotations.NullMarked;
