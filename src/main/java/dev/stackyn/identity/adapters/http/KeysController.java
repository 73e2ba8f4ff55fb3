package dev.stackyn.identity.adapters.http;

import dev.stackyn.identity.domain.Caller;
import dev.stackyn.identity.domain.Keys;
import dev.stackyn.kernel.Access;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;

/** For the day on which a key may have been seen, and for those who change keys by the calendar. */
@Access(value = Access.Rule.ADMIN, signedIn = true)
@Controller("/admin/keys")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Admin")
class KeysController {
  private final Keys keys;

  KeysController(Keys keys) {
    this.keys = keys;
  }

  @Post("/rotate")
  @Operation(
      operationId = "rotateKeys",
      summary = "Signs with a new key; what the last one signed stays good, the one before is gone")
  MessageAnswer rotate(@Parameter(hidden = true) Caller caller) {
    keys.rotate(caller.id().toString());
    return new MessageAnswer("Tokens are signed with a new key");
  }
}
