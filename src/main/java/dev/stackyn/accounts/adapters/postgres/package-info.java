/** Accounts, invitations and settings as rows of the schema {@code accounts}. */
@NullMarked
package dev.stackyn.accounts.adapters.postgres;

import org.jspecify.annotations.NullMarked;
