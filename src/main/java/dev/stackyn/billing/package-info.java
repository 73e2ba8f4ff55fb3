/**
 * What a user has paid for, and what that lets him do: plans, subscriptions, trials, the payment
 * provider's webhook, and the desk where administrators look after users. Schema: {@code billing}.
 * Routes: {@code GET /api/user/me}, {@code /admin/users*}, {@code /api/webhooks/lemon-squeezy},
 * {@code /api/v1/test/billing}. May use: kernel, platform, identity.
 */
@NullMarked
package dev.stackyn.billing;

import org.jspecify.annotations.NullMarked;
