/** Settings, findings about the platform's health, the audit log, and what is kept sealed. */
@NullMarked
package dev.stackyn.platform.domain;

import org.jspecify.annotations.NullMarked;
