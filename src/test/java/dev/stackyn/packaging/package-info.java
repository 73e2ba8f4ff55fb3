/** How Stackyn is handed over to those who run it. */
@NullMarked
package dev.stackyn.packaging;

import org.jspecify.annotations.NullMarked;
