package dev.stackyn.billing.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.billing.domain.Customer;
import dev.stackyn.billing.domain.CustomerList;
import dev.stackyn.billing.domain.Desk;
import dev.stackyn.billing.domain.PlanName;
import dev.stackyn.identity.domain.Caller;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.UserId;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;

/**
 * The desk where administrators look after users. To their app a 403 is the end of the session:
 * rules say no with 400, 404 or 409 here.
 */
@Access(Access.Rule.ADMIN)
@Controller("/admin/users")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Administration")
class AdminUsersController {
  private static final int PAGE = 50;
  private static final int LARGEST_PAGE = 100;

  private final Desk desk;

  AdminUsersController(Desk desk) {
    this.desk = desk;
  }

  /** Newest first. */
  @Serdeable
  @Schema(name = "AdminUsers")
  record UsersAnswer(
      @JsonInclude(JsonInclude.Include.ALWAYS) List<AdminUserAnswer> users,
      long total,
      int limit,
      int offset) {}

  /** Which plan a user is to have. */
  @Serdeable
  @Schema(name = "ChangePlan")
  record PlanBody(@Schema(example = "builder") @Nullable String plan) {}

  /** The plan that a user has from now on. */
  @Serdeable
  @Schema(name = "PlanChanged")
  record PlanChangedAnswer(
      @Schema(example = "Plan changed") String message,
      @Schema(name = "user_id", example = "0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23")
          @JsonProperty("user_id")
          String userId,
      @Schema(example = "builder") String plan,
      AdminUserAnswer user,
      QuotaAnswer quota) {}

  /** That a user is gone. */
  @Serdeable
  @Schema(name = "UserDeleted")
  record DeletedAnswer(
      @Schema(example = "User deleted") String message,
      @Schema(name = "user_id", example = "0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23")
          @JsonProperty("user_id")
          String userId,
      @Schema(name = "apps_deleted", example = "2") @JsonProperty("apps_deleted")
          int appsDeleted) {}

  /** What a user is from now on. */
  @Serdeable
  @Schema(name = "UserChanged")
  record ChangedAnswer(
      @Schema(example = "User suspended") String message,
      @Schema(name = "user_id", example = "0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23")
          @JsonProperty("user_id")
          String userId,
      AdminUserAnswer user) {}

  @Get("{?limit,offset,search}")
  @Operation(operationId = "adminUsers", summary = "Users with their plans, newest first")
  UsersAnswer list(
      @Parameter(description = "1 to 100, else 50.") @QueryValue @Nullable String limit,
      @QueryValue @Nullable String offset,
      @Parameter(description = "A part of the e-mail address, whatever its case.")
          @QueryValue
          @Nullable
          String search) {
    int most = number(limit, 1, LARGEST_PAGE, PAGE);
    int skipped = number(offset, 0, Integer.MAX_VALUE, 0);
    CustomerList found = desk.list(wanted(search), most, skipped);
    return new UsersAnswer(
        found.customers().stream().map(AdminUserAnswer::of).toList(), found.total(), most, skipped);
  }

  @Get("/{id}")
  @Operation(operationId = "adminUser", summary = "One user")
  AdminUserAnswer one(String id) {
    return AdminUserAnswer.of(desk.one(user(id)));
  }

  @Patch("/{id}/plan")
  @Operation(
      operationId = "changePlan",
      summary = "Give a user a plan; it holds until he buys another")
  PlanChangedAnswer changePlan(
      String id, @Body PlanBody body, @Parameter(hidden = true) Caller caller) {
    UserId user = user(id);
    if (body.plan == null) {
      throw Refusal.invalid("plan", "must not be empty");
    }
    Customer customer = desk.changePlan(caller, user, PlanName.of(body.plan));
    return new PlanChangedAnswer(
        "Plan changed",
        id,
        customer.entitlement().plan().name().value(),
        AdminUserAnswer.of(customer),
        QuotaAnswer.of(customer));
  }

  @Delete("/{id}")
  @Operation(operationId = "deleteUser", summary = "Delete a user with everything he has")
  DeletedAnswer delete(String id, @Parameter(hidden = true) Caller caller) {
    return new DeletedAnswer("User deleted", id, desk.delete(caller, user(id)));
  }

  @Post("/{id}/suspend")
  @Operation(operationId = "suspendUser", summary = "Keep a user out; his tokens stop working")
  ChangedAnswer suspend(String id, @Parameter(hidden = true) Caller caller) {
    return changed("User suspended", desk.suspend(caller, user(id)));
  }

  @Post("/{id}/unsuspend")
  @Operation(operationId = "unsuspendUser", summary = "Let a suspended user in again")
  ChangedAnswer unsuspend(String id, @Parameter(hidden = true) Caller caller) {
    return changed("User unsuspended", desk.unsuspend(caller, user(id)));
  }

  @Post("/{id}/admin")
  @Operation(operationId = "makeAdmin", summary = "Make a user an administrator")
  ChangedAnswer makeAdmin(String id, @Parameter(hidden = true) Caller caller) {
    return changed("User is an administrator now", desk.makeAdmin(caller, user(id)));
  }

  @Delete("/{id}/admin")
  @Operation(
      operationId = "removeAdmin",
      summary = "Make an administrator a user again; the last one stays one")
  ChangedAnswer removeAdmin(String id, @Parameter(hidden = true) Caller caller) {
    return changed("User is no administrator any more", desk.removeAdmin(caller, user(id)));
  }

  private static ChangedAnswer changed(String message, Customer customer) {
    return new ChangedAnswer(
        message, customer.user().id().toString(), AdminUserAnswer.of(customer));
  }

  private static UserId user(String id) {
    return UserId.parse(id).orElseThrow(() -> Refusal.of(ErrorCode.NOT_FOUND, "User not found"));
  }

  /** PostgreSQL takes no text with a zero byte; no address has either of the two in it. */
  private static String wanted(@Nullable String search) {
    return search == null ? "" : search.replace('\0', '\1');
  }

  /** What makes no sense counts as not said: the admin app relies on it. */
  private static int number(@Nullable String text, int least, int most, int otherwise) {
    try {
      int number = text == null ? otherwise : Integer.parseInt(text);
      return number >= least && number <= most ? number : otherwise;
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
