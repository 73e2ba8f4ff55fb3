package dev.stackyn.billing.domain;

import dev.stackyn.kernel.UserId;
import dev.stackyn.platform.domain.RowSet;
import java.util.Map;
import java.util.Set;

/**
 * Tells how much users have taken up. Every bean of this type is asked and their answers are added
 * up; a platform that has none of them counts nothing.
 */
public interface Usage {
  /** Called in the caller's transaction; who is not in the answer uses nothing. */
  Map<UserId, Used> of(Set<UserId> users);

  /** The rows that say it of one user. */
  RowSet rows(UserId user);
}
