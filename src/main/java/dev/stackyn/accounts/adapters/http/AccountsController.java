package dev.stackyn.accounts.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.stackyn.accounts.domain.Account;
import dev.stackyn.accounts.domain.AccountChanges;
import dev.stackyn.accounts.domain.AccountId;
import dev.stackyn.accounts.domain.AccountPage;
import dev.stackyn.accounts.domain.AccountStats;
import dev.stackyn.accounts.domain.AccountStatus;
import dev.stackyn.accounts.domain.Accounts;
import dev.stackyn.accounts.domain.Notes;
import dev.stackyn.accounts.domain.Username;
import dev.stackyn.identity.domain.Caller;
import dev.stackyn.kernel.Access;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;

/** Accounts, for administrators. */
@Access(Access.Rule.ADMIN)
@Controller("/api")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Accounts")
class AccountsController {
  private final Accounts accounts;

  AccountsController(Accounts accounts) {
    this.accounts = accounts;
  }

  /** Newest first. */
  @Serdeable
  @Schema(name = "Accounts")
  record AccountsAnswer(
      boolean success,
      @JsonInclude(JsonInclude.Include.ALWAYS) List<AccountAnswer> data,
      PaginationAnswer pagination) {}

  /** One account. */
  @Serdeable
  @Schema(name = "OneAccount")
  record OneAnswer(boolean success, AccountAnswer account) {}

  /** The same figures twice: some clients look for them in an object. */
  @Serdeable
  @Schema(name = "AccountFigures")
  record StatsAnswer(
      boolean success,
      AccountStatsAnswer stats,
      @JsonUnwrapped @Schema(hidden = true) AccountStatsAnswer flat) {}

  /** What is not said stays as it is, and what cannot be changed is ignored. */
  @Serdeable
  @Schema(name = "ChangeAccount")
  record ChangeBody(
      @Schema(description = "active, suspended or banned.", example = "active") @Nullable
          String status,
      @Schema(description = "An empty text takes them away.", example = "Class of 2027") @Nullable
          String notes,
      @Schema(example = "ada") @Nullable String username) {

    AccountChanges changes() {
      return new AccountChanges(
          Optional.ofNullable(status)
              .map(word -> AccountStatus.parse(word).orElseThrow(Accounts::noSuchStatus)),
          Optional.ofNullable(username).map(Username::of),
          Optional.ofNullable(notes).map(Notes::of));
    }
  }

  /** What an account is from now on. */
  @Serdeable
  @Schema(name = "AccountChanged")
  record ChangedAnswer(
      boolean success,
      @Schema(example = "Account updated successfully") String message,
      AccountAnswer account) {}

  /** Which account is gone. */
  @Serdeable
  @Schema(name = "AccountDeleted")
  record DeletedAnswer(
      boolean success,
      @Schema(example = "Account deleted successfully") String message,
      Gone account) {

    /** What it was called. */
    @Serdeable
    @Schema(name = "DeletedAccount")
    record Gone(
        @Schema(example = "12") long id,
        @Schema(example = "user-k3f9x2m7qa") String username,
        @Schema(example = "user-k3f9x2m7qa@example.com") String email) {}
  }

  @Get(uris = {"/accounts", "/v1/accounts"})
  @Operation(operationId = "accounts", summary = "Accounts, newest first")
  AccountsAnswer list(@RequestBean AccountListParameters parameters) {
    AccountPage page = parameters.query().map(accounts::list).orElse(AccountPage.NOTHING);
    return new AccountsAnswer(
        true,
        page.accounts().stream().map(AccountAnswer::of).toList(),
        PaginationAnswer.of(
            parameters.part().limit(),
            parameters.part().offset(),
            page.accounts().size(),
            page.total()));
  }

  @Get(uris = {"/accounts/stats", "/v1/accounts/stats"})
  @Operation(operationId = "accountStats", summary = "How many accounts there are of each kind")
  StatsAnswer stats() {
    AccountStats stats = accounts.stats();
    return new StatsAnswer(true, AccountStatsAnswer.of(stats), AccountStatsAnswer.of(stats));
  }

  @Get(uris = {"/accounts/{id}", "/v1/accounts/{id}"})
  @Operation(operationId = "account", summary = "One account")
  OneAnswer one(String id) {
    return new OneAnswer(true, AccountAnswer.of(accounts.find(account(id))));
  }

  @Put(uris = {"/accounts/{id}", "/v1/accounts/{id}"})
  @Operation(
      operationId = "replaceAccount",
      summary = "Change status, notes or username of an account; the rest stays as it is")
  ChangedAnswer put(String id, @Body ChangeBody body, @Parameter(hidden = true) Caller caller) {
    return change(id, body, caller);
  }

  @Patch(uris = {"/accounts/{id}", "/v1/accounts/{id}"})
  @Operation(
      operationId = "changeAccount",
      summary = "Change status, notes or username of an account; the rest stays as it is")
  ChangedAnswer patch(String id, @Body ChangeBody body, @Parameter(hidden = true) Caller caller) {
    return change(id, body, caller);
  }

  @Delete(uris = {"/accounts/{id}", "/v1/accounts/{id}"})
  @Operation(
      operationId = "removeAccount",
      summary = "Delete an account and its user with everything he has")
  DeletedAnswer delete(String id, @Parameter(hidden = true) Caller caller) {
    Account gone = accounts.delete(caller, account(id));
    return new DeletedAnswer(
        true,
        "Account deleted successfully",
        new DeletedAnswer.Gone(
            gone.id().value(), gone.holder().username().value(), gone.holder().email().value()));
  }

  private ChangedAnswer change(String id, ChangeBody body, Caller caller) {
    Account changed = accounts.update(caller, account(id), body.changes());
    return new ChangedAnswer(true, "Account updated successfully", AccountAnswer.of(changed));
  }

  private static AccountId account(String id) {
    return AccountId.parse(id).orElseThrow(Accounts::unknown);
  }
}
