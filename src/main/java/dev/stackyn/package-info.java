/** Where the contexts are put together and the process begins. */
@NullMarked
package dev.stackyn;

import org.jspecify.annotations.NullMarked;
