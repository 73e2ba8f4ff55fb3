/** Lets requests in, or not: access rules, credentials, rate limits. */
@NullMarked
package dev.stackyn.identity.adapters.security;

import org.jspecify.annotations.NullMarked;
