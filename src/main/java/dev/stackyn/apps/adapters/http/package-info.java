/** Apps over HTTP, for their owners and for administrators. */
@NullMarked
package dev.stackyn.apps.adapters.http;

import org.jspecify.annotations.NullMarked;
