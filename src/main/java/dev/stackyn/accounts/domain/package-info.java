/** What accounts are, how many are made at once, and how somebody takes his over. */
@NullMarked
package dev.stackyn.accounts.domain;

import org.jspecify.annotations.NullMarked;
