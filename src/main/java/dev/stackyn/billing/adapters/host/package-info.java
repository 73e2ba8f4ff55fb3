/** How much this machine carries. */
@NullMarked
package dev.stackyn.billing.adapters.host;

import org.jspecify.annotations.NullMarked;
