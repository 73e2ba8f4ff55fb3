/** What identity does in the background: letters, and clearing away what is out of date. */
@NullMarked
package dev.stackyn.identity.adapters.jobs;

import org.jspecify.annotations.NullMarked;
