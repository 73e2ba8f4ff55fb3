package dev.stackyn.deployments.domain;

import dev.stackyn.kernel.UserId;

/** What owners are entitled to when it comes to builds. */
public interface BuildShares {
  BuildTicket.Share of(UserId owner);
}
