/** Where apps and their environment are kept. */
@NullMarked
package dev.stackyn.apps.ports;

import org.jspecify.annotations.NullMarked;
