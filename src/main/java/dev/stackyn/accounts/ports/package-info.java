/** Where accounts, invitations and settings are kept, and how work is left for later. */
@NullMarked
package dev.stackyn.accounts.ports;

import org.jspecify.annotations.NullMarked;
