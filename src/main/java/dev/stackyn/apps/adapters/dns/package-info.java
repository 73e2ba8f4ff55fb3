/** What DNS says about names that owners bring. */
@NullMarked
package dev.stackyn.apps.adapters.dns;

import org.jspecify.annotations.NullMarked;
