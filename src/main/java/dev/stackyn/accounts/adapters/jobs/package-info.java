/** Accounts that are made in the background. */
@NullMarked
package dev.stackyn.accounts.adapters.jobs;

import org.jspecify.annotations.NullMarked;
