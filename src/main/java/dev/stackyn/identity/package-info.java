/**
 * Who somebody is and what he may do: users, one-time codes, passwords, sessions, API tokens, the
 * second factor, and the one place where every route's access rule is enforced. Schema: {@code
 * identity}. Routes: {@code /api/auth/*}, {@code /api/v1/tokens}, {@code DELETE /api/user/me},
 * {@code /.well-known/jwks.json}. May use: kernel, platform.
 */
@NullMarked
package dev.stackyn.identity;

import org.jspecify.annotations.NullMarked;
