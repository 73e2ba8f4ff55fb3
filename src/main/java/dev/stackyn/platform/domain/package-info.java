/** Settings, findings about the platform's health, and the audit log. */
@NullMarked
package dev.stackyn.platform.domain;

import org.jspecify.annotations.NullMarked;
