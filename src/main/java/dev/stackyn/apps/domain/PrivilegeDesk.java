package dev.stackyn.apps.domain;

import dev.stackyn.deployments.engine.Privileges;
import dev.stackyn.kernel.Requester;
import dev.stackyn.platform.domain.AuditLog;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;

/** Where administrators allow an app what apps are not allowed, and take it back. */
@Singleton
public class PrivilegeDesk {
  private final AppLookup lookup;
  private final AppRegister register;
  private final AuditLog audit;

  public PrivilegeDesk(AppLookup lookup, AppRegister register, AuditLog audit) {
    this.lookup = lookup;
    this.register = register;
    this.audit = audit;
  }

  /**
   * This and nothing else is allowed from the next deployment on, whichever it is: what runs until
   * then keeps what it has. Who asks is an administrator, which is for the caller to know.
   */
  @Transactional
  public App allow(Requester administrator, String id, Privileges privileges) {
    App app = lookup.lock(administrator, id);
    App.Setup setup = new App.Setup(app.settings(), app.memoryMb(), privileges);
    App changed = register.save(app, app.name(), app.source(), setup);
    audit.record(
        administrator.id().toString(),
        "app.privileges_changed",
        app.id().toString(),
        Map.of(
            "from", AppPrivileges.said(app.setup().privileges()).toString(),
            "to", AppPrivileges.said(privileges).toString()));
    return changed;
  }
}
