package dev.stackyn.deployments.engine;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What an app's containers may do that others may not, because an administrator allows it. Nothing
 * of it opens the host or another app.
 *
 * @param capabilities beside those that every container has
 * @param newPrivileges whether its programs may gain rights by those they start, such as sudo
 * @param ownInit whether its own program is process 1, as those want that supervise others
 * @param swapMb what it may use of the host's swap, beside its memory
 * @param logMb how much of what it prints is kept
 */
public record Privileges(
    Set<Capability> capabilities, boolean newPrivileges, boolean ownInit, int swapMb, int logMb) {
  public static final int MOST_SWAP_MB = 1_048_576;
  public static final int USUAL_LOG_MB = 30;
  public static final int MOST_LOG_MB = 3_000;

  /** What every app has without asking. */
  public static final Privileges NONE = new Privileges(Set.of(), false, false, 0, USUAL_LOG_MB);

  public Privileges {
    // In one order, so that what is the same looks the same wherever it is written down.
    EnumSet<Capability> ordered = EnumSet.noneOf(Capability.class);
    ordered.addAll(capabilities);
    capabilities = Collections.unmodifiableSet(ordered);
    if (swapMb < 0 || swapMb > MOST_SWAP_MB || logMb < USUAL_LOG_MB || logMb > MOST_LOG_MB) {
      throw new IllegalArgumentException("swap and logs have their bounds");
    }
  }
}
