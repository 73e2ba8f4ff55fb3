/** The routes of identity. */
@NullMarked
package dev.stackyn.identity.adapters.http;

import org.jspecify.annotations.NullMarked;
