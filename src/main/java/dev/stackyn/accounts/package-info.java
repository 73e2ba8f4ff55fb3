/**
 * The users of this platform as administrators see them, numbered and with notes, and jobs that
 * make many of them at once, each with an invitation by mail. Schema: {@code accounts}. Routes:
 * {@code /api/accounts*}, {@code /api/auth/invitations*}, {@code /api/stats}, {@code
 * /api/settings}. May use: everything before it.
 */
@NullMarked
package dev.stackyn.accounts;

import org.jspecify.annotations.NullMarked;
