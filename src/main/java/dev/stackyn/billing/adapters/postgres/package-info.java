/** Billing's tables. */
@NullMarked
package dev.stackyn.billing.adapters.postgres;

import org.jspecify.annotations.NullMarked;
