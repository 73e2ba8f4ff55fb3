package dev.stackyn.apps.domain;

import dev.stackyn.apps.domain.AppChanges.Said;
import dev.stackyn.billing.domain.Limits;
import dev.stackyn.deployments.domain.DeployKeyPair;
import dev.stackyn.deployments.engine.GitCredential;
import dev.stackyn.deployments.engine.RepositoryUrl;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Requester;
import dev.stackyn.platform.domain.AuditLog;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;

/** Changes what is set about an app. It counts from the next deployment or restart on. */
@Singleton
public class AppEditing {
  private final AppLookup lookup;
  private final Allowance allowance;
  private final AppRegister register;
  private final AppSecrets secrets;
  private final AuditLog audit;

  public AppEditing(
      AppLookup lookup,
      Allowance allowance,
      AppRegister register,
      AppSecrets secrets,
      AuditLog audit) {
    this.lookup = lookup;
    this.allowance = allowance;
    this.register = register;
    this.secrets = secrets;
    this.audit = audit;
  }

  /** The key is for a repository that comes to be read over SSH; one that it had stays. */
  @Transactional
  App change(Requester requester, String id, AppChanges changes, Optional<DeployKeyPair> key) {
    // The owner is reserved before the app, as when he makes another.
    Limits limits = allowance.reserve(lookup.find(requester, id).owner());
    App app = lookup.lock(requester, id);
    AppName name = changes.name().orElse(app.name());
    if (!name.equals(app.name())) {
      register.requireFree(app.owner(), name);
    }
    App changed = register.save(app, name, source(app, changes, key), setup(app, changes, limits));
    switch (credential(app, changed, changes, key)) {
      case Said.Nothing<GitCredential> _ -> {}
      case Said.Gone<GitCredential> _ -> secrets.keep(changed, Optional.empty());
      case Said.Now<GitCredential>(GitCredential now) -> secrets.keep(changed, Optional.of(now));
    }
    tell(requester, app, "app.changed", Map.of("changed", changes.names()));
    return changed;
  }

  /** From now on this key reads the repository, and the one before does not. */
  @Transactional
  App replaceKey(Requester requester, String id, DeployKeyPair key) {
    App app = lookup.lock(requester, id);
    allowance.plan(app.owner());
    if (!app.source().isSsh()) {
      throw Refusal.invalid(
          "repo_url",
          "A deploy key goes with a repository like git@host:path or ssh://host/path; this one is"
              + " read over https:// with a token.");
    }
    App changed =
        register.save(app, app.name(), app.source().withKey(key.publicLine()), app.setup());
    secrets.keep(changed, Optional.of(new GitCredential.DeployKey(key.privateKey())));
    tell(requester, app, "app.key_replaced", Map.of());
    return changed;
  }

  private static AppSource source(App app, AppChanges changes, Optional<DeployKeyPair> key) {
    AppSource present = app.source();
    AppSource bare =
        new AppSource(
            changes.url().orElse(present.url()),
            changes.branch().over(present.branch()),
            Optional.empty());
    return bare.isSsh()
        ? present
            .deployKey()
            .or(() -> key.map(DeployKeyPair::publicLine))
            .map(bare::withKey)
            .orElse(bare)
        : bare;
  }

  private App.Setup setup(App app, AppChanges changes, Limits limits) {
    Fields fields = new Fields();
    AppSettings settings = app.settings().with(changes.settings(), fields);
    fields.refuse();
    int memoryMb =
        changes.settings().containsKey(AppSettings.MEMORY)
            ? allowance.memory(app.owner(), settings.resources().memoryMb(), app.memoryMb(), limits)
            : app.memoryMb();
    return new App.Setup(settings, memoryMb, app.setup().privileges());
  }

  /** A token is shown to nobody but the host that it was given for. */
  private static Said<GitCredential> credential(
      App before, App after, AppChanges changes, Optional<DeployKeyPair> key) {
    RepositoryUrl url = after.source().url();
    return switch (changes.token()) {
      case Said.Now<GitCredential.Token>(GitCredential.Token token) -> {
        requireHttp(url);
        yield new Said.Now<>(token);
      }
      case Said.Gone<GitCredential.Token> _ when !after.source().isSsh() -> new Said.Gone<>();
      case Said.Gone<GitCredential.Token> _, Said.Nothing<GitCredential.Token> _ -> {
        if (url.sharesOriginWith(before.source().url())
            || (after.source().isSsh() && before.source().deployKey().isPresent())) {
          yield new Said.Nothing<>();
        }
        yield after.source().isSsh() && key.isPresent()
            ? new Said.Now<>(new GitCredential.DeployKey(key.get().privateKey()))
            : new Said.Gone<>();
      }
    };
  }

  static void requireHttp(RepositoryUrl url) {
    if (!url.scheme().isHttp()) {
      throw Refusal.invalid(
          "repo_token",
          "A token goes with a repository like https://host/path; others are read with a deploy"
              + " key.");
    }
  }

  private void tell(Requester requester, App app, String action, Map<String, String> detail) {
    audit.record(requester.id().toString(), action, app.id().toString(), detail);
  }
}
