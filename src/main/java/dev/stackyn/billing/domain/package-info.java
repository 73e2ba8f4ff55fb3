/** Plans, subscriptions and trials, and the services that apply their rules. */
@NullMarked
package dev.stackyn.billing.domain;

import org.jspecify.annotations.NullMarked;
