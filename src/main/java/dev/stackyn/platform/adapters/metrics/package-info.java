/** Where figures are kept until somebody collects them. */
@NullMarked
package dev.stackyn.platform.adapters.metrics;

import org.jspecify.annotations.NullMarked;
