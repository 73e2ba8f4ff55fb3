/** The routes of billing, and the desk of the administrators. */
@NullMarked
package dev.stackyn.billing.adapters.http;

import org.jspecify.annotations.NullMarked;
