package dev.stackyn.deployments.adapters.postgres;

import dev.stackyn.deployments.ports.LastWordsStore;
import dev.stackyn.kernel.DeploymentId;
import io.micronaut.data.connection.annotation.Connectable;
import jakarta.inject.Singleton;
import org.jooq.DSLContext;

/** Each call is one statement, in the caller's transaction if there is one. */
@Singleton
class PostgresLastWordsStore implements LastWordsStore {
  private static final String KEEP =
      """
      insert into deployments.last_words (deployment_id, text)
      select d.id, ? from deployments.deployments d where d.id = ?
      on conflict (deployment_id) do update set text = excluded.text, at = now()
      """;

  private final DSLContext database;

  PostgresLastWordsStore(DSLContext database) {
    this.database = database;
  }

  @Override
  @Connectable
  public void keep(DeploymentId deployment, String text) {
    database.execute(KEEP, text, deployment.value());
  }
}
