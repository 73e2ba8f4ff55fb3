/** Users, their credentials, and the services that create, check and revoke them. */
@NullMarked
package dev.stackyn.identity.domain;

import org.jspecify.annotations.NullMarked;
