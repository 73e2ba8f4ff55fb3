package dev.stackyn.billing.domain;

import dev.stackyn.identity.domain.Caller;
import dev.stackyn.identity.domain.Users;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

/** Where administrators look after users. */
@Singleton
public class Desk {
  private final Users users;
  private final Customers customers;
  private final PlanChanges planChanges;

  public Desk(Users users, Customers customers, PlanChanges planChanges) {
    this.users = users;
    this.customers = customers;
    this.planChanges = planChanges;
  }

  @Transactional
  public CustomerList list(String search, int limit, int offset) {
    return customers.list(search, limit, offset);
  }

  @Transactional
  public Customer one(UserId id) {
    return customers.find(id).orElseThrow(() -> Refusal.of(ErrorCode.NOT_FOUND, "User not found"));
  }

  @Transactional
  public Customer changePlan(Caller by, UserId id, PlanName plan) {
    planChanges.give(by, one(id).user().id(), plan);
    return one(id);
  }

  /** With everything he has; tells how many apps that was. */
  @Transactional
  public int delete(Caller by, UserId id) {
    int apps = one(id).used().apps();
    users.delete(by, id);
    return apps;
  }

  @Transactional
  public Customer suspend(Caller by, UserId id) {
    users.suspend(by, id);
    return one(id);
  }

  @Transactional
  public Customer unsuspend(Caller by, UserId id) {
    users.unsuspend(by, id);
    return one(id);
  }

  @Transactional
  public Customer makeAdmin(Caller by, UserId id) {
    users.makeAdmin(by, id);
    return one(id);
  }

  @Transactional
  public Customer removeAdmin(Caller by, UserId id) {
    users.removeAdmin(by, id);
    return one(id);
  }
}
