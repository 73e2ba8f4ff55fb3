package dev.stackyn.apps.domain;

import dev.stackyn.billing.domain.Limits;
import dev.stackyn.deployments.domain.DeployKeyPair;
import dev.stackyn.deployments.engine.GitCredential;
import dev.stackyn.deployments.engine.Privileges;
import dev.stackyn.kernel.Requester;
import dev.stackyn.kernel.UserId;
import dev.stackyn.platform.domain.AuditLog;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;

/** Makes an app and asks for its first deployment: both, or neither. */
@Singleton
public class AppMaking {
  private final Allowance allowance;
  private final AppRegister register;
  private final AppSecrets secrets;
  private final Launches launches;
  private final AuditLog audit;

  public AppMaking(
      Allowance allowance,
      AppRegister register,
      AppSecrets secrets,
      Launches launches,
      AuditLog audit) {
    this.allowance = allowance;
    this.register = register;
    this.secrets = secrets;
    this.launches = launches;
    this.audit = audit;
  }

  @Transactional
  Operation make(Requester requester, NewApp wanted, Optional<DeployKeyPair> key) {
    wanted.source().token().ifPresent(_ -> AppEditing.requireHttp(wanted.source().url()));
    UserId owner = requester.id();
    Limits limits = allowance.reserve(owner);
    allowance.requireAnotherApp(owner, limits);
    EnvVars.requireRoom(wanted.environment().size());
    int memoryMb = allowance.memory(owner, wanted.settings().resources().memoryMb(), 0, limits);
    App app =
        register.enter(
            owner,
            wanted,
            new AppSource(
                wanted.source().url(),
                wanted.source().branch(),
                key.map(DeployKeyPair::publicLine)),
            new App.Setup(wanted.settings(), memoryMb, Privileges.NONE));
    secrets.keep(app, credential(wanted, key));
    wanted.environment().forEach(variable -> secrets.set(app, variable));
    audit.record(
        owner.toString(),
        "app.created",
        app.id().toString(),
        Map.of("slug", app.slug().value(), "repo_url", app.source().url().text()));
    return launches.create(requester, app);
  }

  private static Optional<GitCredential> credential(NewApp wanted, Optional<DeployKeyPair> key) {
    return key.<GitCredential>map(pair -> new GitCredential.DeployKey(pair.privateKey()))
        .or(wanted.source()::token);
  }
}
