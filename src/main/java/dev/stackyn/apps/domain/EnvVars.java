package dev.stackyn.apps.domain;

import dev.stackyn.apps.ports.EnvStore;
import dev.stackyn.billing.domain.Paywall;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Requester;
import dev.stackyn.platform.domain.AuditLog;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Apps' environments. A change counts from the next deployment or restart on. {@code PORT} may be
 * set as everything else, but an app is always told the port that it is asked on.
 */
@Singleton
public class EnvVars {
  private static final int MOST = 200;

  private final AppLookup lookup;
  private final EnvStore store;
  private final AppSecrets secrets;
  private final Paywall paywall;
  private final AuditLog audit;

  public EnvVars(
      AppLookup lookup, EnvStore store, AppSecrets secrets, Paywall paywall, AuditLog audit) {
    this.lookup = lookup;
    this.store = store;
    this.secrets = secrets;
    this.paywall = paywall;
    this.audit = audit;
  }

  /** Newest first. */
  @Transactional
  public List<EnvVar> list(Requester requester, String app) {
    return secrets.environment(lookup.find(requester, app));
  }

  /** Adds it, or gives it another value. */
  @Transactional
  public EnvVar put(Requester requester, String id, NewVar wanted) {
    App app = writable(requester, id);
    Set<EnvKey> keys = store.keys(app.id());
    if (!keys.contains(wanted.key())) {
      requireRoom(keys.size() + 1);
    }
    EnvVar set = secrets.set(app, wanted);
    tell(
        requester,
        app,
        "env.set",
        Map.of("key", set.key().name(), "build", String.valueOf(set.build())));
    return set;
  }

  /** Stays open to those whose plan has lapsed, as everything that takes away does. */
  @Transactional
  public void remove(Requester requester, String id, String key) {
    App app = lookup.lock(requester, id);
    EnvKey known = EnvKey.parse(key).orElseThrow(EnvVars::unknown);
    if (!store.remove(app.id(), known)) {
      throw unknown();
    }
    tell(requester, app, "env.removed", Map.of("key", known.name()));
  }

  /**
   * From now on the app has these and no others, as the text of a {@code .env} file has them. What
   * stays keeps its mark: such a file has no place for one.
   */
  @Transactional
  public List<EnvVar> replace(Requester requester, String id, String text) {
    Map<EnvKey, EnvValue> wanted = DotEnvText.parse(text);
    App app = writable(requester, id);
    requireRoom(wanted.size());
    Map<EnvKey, EnvVar> present =
        secrets.environment(app).stream()
            .collect(Collectors.toMap(EnvVar::key, Function.identity()));
    present.keySet().stream()
        .filter(key -> !wanted.containsKey(key))
        .forEach(key -> store.remove(app.id(), key));
    wanted.forEach((key, value) -> {
      EnvVar before = present.get(key);
      if (before == null || !before.value().equals(value)) {
        secrets.set(app, new NewVar(key, value, Optional.empty()));
      }
    });
    tell(requester, app, "env.replaced", Map.of("keys", String.valueOf(wanted.size())));
    return secrets.environment(app);
  }

  static void requireRoom(int keys) {
    if (keys > MOST) {
      throw Refusal.invalid("env_vars", "An app has at most " + MOST + " environment variables.");
    }
  }

  /** Whoever writes waits for whoever writes to the same app: the bound holds for all together. */
  private App writable(Requester requester, String id) {
    App app = lookup.lock(requester, id);
    paywall.requireActive(app.owner());
    return app;
  }

  private void tell(Requester requester, App app, String action, Map<String, String> detail) {
    audit.record(requester.id().toString(), action, app.id().toString(), detail);
  }

  private static Refusal unknown() {
    return Refusal.of(ErrorCode.NOT_FOUND, "Environment variable not found");
  }
}
