package dev.stackyn.apps.adapters.http;

import dev.stackyn.apps.domain.AppAddresses;
import dev.stackyn.apps.domain.Operation;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;

/** The app as it is now, and the deployment that was asked for. */
@Serdeable
@Schema(name = "AppOperation")
record OperationAnswer(AppAnswer app, DeploymentAnswer deployment) {

  static OperationAnswer of(Operation operation, AppAddresses addresses) {
    return new OperationAnswer(
        AppAnswer.full(operation.app(), addresses), DeploymentAnswer.of(operation.deployment()));
  }
}
