/** Keys, signatures, hashes and ciphers. */
@NullMarked
package dev.stackyn.identity.adapters.keys;

import org.jspecify.annotations.NullMarked;
