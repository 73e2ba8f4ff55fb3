package dev.stackyn.apps.domain;

import dev.stackyn.deployments.engine.Capability;
import dev.stackyn.deployments.engine.Privileges;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What administrators allow apps, as they say it and as it is kept: all of it, by name. */
public final class AppPrivileges {
  private static final String CAPABILITIES = "capabilities";
  private static final String NEW_PRIVILEGES = "new_privileges";
  private static final String OWN_INIT = "own_init";
  private static final String SWAP_MB = "swap_mb";
  private static final String LOG_MB = "log_mb";

  private static final Set<String> GRANTED =
      Stream.of(Capability.values()).map(Capability::name).collect(Collectors.toSet());
  private static final String EXPECTATION =
      "must be a list out of %s. What reaches the host, such as SYS_ADMIN, is allowed to no app"
          .formatted(
              Stream.of(Capability.values())
                  .map(Capability::name)
                  .collect(Collectors.joining(", ")));

  private AppPrivileges() {}

  /** What is left out is not allowed. */
  public static Privileges of(Map<String, Object> said, Fields fields) {
    SettingsReader in = new SettingsReader("", said, fields);
    return new Privileges(
        in.words(CAPABILITIES, GRANTED, EXPECTATION).stream()
            .map(Capability::valueOf)
            .collect(Collectors.toSet()),
        in.truth(NEW_PRIVILEGES).orElse(false),
        in.truth(OWN_INIT).orElse(false),
        in.whole(SWAP_MB, 0, Privileges.MOST_SWAP_MB).orElse(0),
        in.whole(LOG_MB, Privileges.USUAL_LOG_MB, Privileges.MOST_LOG_MB)
            .orElse(Privileges.USUAL_LOG_MB));
  }

  /** Only what is allowed: what everybody has is not written down. */
  public static Map<String, Object> said(Privileges privileges) {
    Map<String, Object> said = new TreeMap<>();
    if (!privileges.capabilities().isEmpty()) {
      said.put(CAPABILITIES, privileges.capabilities().stream().map(Capability::name).toList());
    }
    if (privileges.newPrivileges()) {
      said.put(NEW_PRIVILEGES, true);
    }
    if (privileges.ownInit()) {
      said.put(OWN_INIT, true);
    }
    if (privileges.swapMb() > 0) {
      said.put(SWAP_MB, privileges.swapMb());
    }
    if (privileges.logMb() > Privileges.USUAL_LOG_MB) {
      said.put(LOG_MB, privileges.logMb());
    }
    return said;
  }
}
