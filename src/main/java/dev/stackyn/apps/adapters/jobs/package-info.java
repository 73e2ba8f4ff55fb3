/** What apps do by themselves: they go off when a plan lapses, and on when it is paid. */
@NullMarked
package dev.stackyn.apps.adapters.jobs;

import org.jspecify.annotations.NullMarked;
