/** Letters: by SMTP, or into files. */
@NullMarked
package dev.stackyn.identity.adapters.mail;

import org.jspecify.annotations.NullMarked;
