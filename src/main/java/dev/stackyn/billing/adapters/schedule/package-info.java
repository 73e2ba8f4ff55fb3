/** What billing does from time to time. */
@NullMarked
package dev.stackyn.billing.adapters.schedule;

import org.jspecify.annotations.NullMarked;
