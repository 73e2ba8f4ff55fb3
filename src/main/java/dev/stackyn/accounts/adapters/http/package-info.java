/** Accounts on the wire, for administrators; and the page for who is invited. */
@NullMarked
package dev.stackyn.accounts.adapters.http;

import org.jspecify.annotations.NullMarked;
