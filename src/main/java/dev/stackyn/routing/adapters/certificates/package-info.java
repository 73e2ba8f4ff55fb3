/** Certificates and keys: made, and read in the forms that people have them in. */
@NullMarked
package dev.stackyn.routing.adapters.certificates;

import org.jspecify.annotations.NullMarked;
