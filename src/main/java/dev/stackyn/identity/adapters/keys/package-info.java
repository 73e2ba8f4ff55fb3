/** The keys that sign, signatures and hashes. */
@NullMarked
package dev.stackyn.identity.adapters.keys;

import org.jspecify.annotations.NullMarked;
