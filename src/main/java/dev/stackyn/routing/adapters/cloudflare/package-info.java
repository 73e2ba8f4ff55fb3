/** Records in the DNS of names that Cloudflare keeps. */
@NullMarked
package dev.stackyn.routing.adapters.cloudflare;

import org.jspecify.annotations.NullMarked;
