/** The webhook of the payment provider Lemon Squeezy. */
@NullMarked
package dev.stackyn.billing.adapters.lemonsqueezy;

import org.jspecify.annotations.NullMarked;
