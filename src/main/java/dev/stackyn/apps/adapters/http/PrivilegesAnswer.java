package dev.stackyn.apps.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.deployments.engine.Capability;
import dev.stackyn.deployments.engine.Privileges;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** What an app is allowed beyond what every app is. */
@Serdeable
@Schema(
    name = "AppPrivileges",
    description = "In a request, what is left out or null is not allowed.")
@JsonInclude(JsonInclude.Include.ALWAYS)
record PrivilegesAnswer(
    @Schema(
            description =
                "Linux capabilities beside the seven that every container has: AUDIT_WRITE, FSETID,"
                    + " IPC_LOCK, MKNOD, NET_RAW, SETFCAP, SETPCAP, SYS_CHROOT.",
            example = "[\"NET_RAW\"]")
        List<String> capabilities,
    @Schema(
            name = "new_privileges",
            description = "Whether programs such as sudo may gain the rights of others.")
        @JsonProperty("new_privileges")
        boolean newPrivileges,
    @Schema(
            name = "own_init",
            description = "Whether the app's own program is process 1, as supervisors want it.")
        @JsonProperty("own_init")
        boolean ownInit,
    @Schema(name = "swap_mb", description = "Beside the memory, from 0.", example = "0")
        @JsonProperty("swap_mb")
        int swapMb,
    @Schema(
            name = "log_mb",
            description = "How much of what it prints the engine keeps, 30 to 3000.",
            example = "30")
        @JsonProperty("log_mb")
        int logMb) {

  static PrivilegesAnswer of(Privileges privileges) {
    return new PrivilegesAnswer(
        privileges.capabilities().stream().map(Capability::name).toList(),
        privileges.newPrivileges(),
        privileges.ownInit(),
        privileges.swapMb(),
        privileges.logMb());
  }
}
