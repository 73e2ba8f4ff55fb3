/** Jobs, their states, who works on them, and what may be asked of them. */
@NullMarked
package dev.stackyn.jobs.domain;

import org.jspecify.annotations.NullMarked;
