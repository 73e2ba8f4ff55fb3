/** What an app is, what may be set about it, and what is done to it. */
@NullMarked
package dev.stackyn.apps.domain;

import org.jspecify.annotations.NullMarked;
