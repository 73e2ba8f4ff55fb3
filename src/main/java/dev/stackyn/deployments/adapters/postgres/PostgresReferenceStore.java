package dev.stackyn.deployments.adapters.postgres;

import static dev.stackyn.jooq.deployments.Tables.DEPLOYMENTS_;

import dev.stackyn.deployments.domain.DeploymentStatus;
import dev.stackyn.deployments.domain.References;
import dev.stackyn.deployments.ports.ReferenceStore;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import io.micronaut.data.connection.annotation.Connectable;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

@Singleton
class PostgresReferenceStore implements ReferenceStore {
  private static final List<String> LIVE =
      List.of(
          DeploymentStatus.PENDING.name(),
          DeploymentStatus.BUILDING.name(),
          DeploymentStatus.DEPLOYING.name(),
          DeploymentStatus.RUNNING.name());

  private final DSLContext database;

  PostgresReferenceStore(DSLContext database) {
    this.database = database;
  }

  @Override
  @Connectable
  public References find(Collection<AppId> apps, Collection<DeploymentId> deployments) {
    UUID[] wanted = apps.stream().map(AppId::value).toArray(UUID[]::new);
    Long[] named = deployments.stream().map(DeploymentId::value).toArray(Long[]::new);
    Found found = new Found();
    database
        .select(
            DEPLOYMENTS_.ID,
            DEPLOYMENTS_.APP_ID,
            DEPLOYMENTS_.STATUS,
            DEPLOYMENTS_.IMAGE,
            DEPLOYMENTS_.IMAGE_KEPT,
            DEPLOYMENTS_.UPDATED_AT,
            DEPLOYMENTS_.ENDED_AT)
        .from(DEPLOYMENTS_)
        .where(DEPLOYMENTS_.APP_ID.eq(DSL.any(wanted)))
        .and(
            DEPLOYMENTS_
                .STATUS
                .in(LIVE)
                .or(DEPLOYMENTS_.IMAGE_KEPT)
                .or(DEPLOYMENTS_.ID.eq(DSL.any(named))))
        .forEach(found::add);
    return new References(known(wanted), found.busy, found.live, found.ended, found.images);
  }

  /** An app may have rows of which none is needed. */
  private Set<AppId> known(UUID[] wanted) {
    return database
        .selectDistinct(DEPLOYMENTS_.APP_ID)
        .from(DEPLOYMENTS_)
        .where(DEPLOYMENTS_.APP_ID.eq(DSL.any(wanted)))
        .fetchSet(row -> new AppId(row.value1()));
  }

  private static final class Found {
    final Set<AppId> busy = new HashSet<>();
    final Set<DeploymentId> live = new HashSet<>();
    final Map<DeploymentId, Instant> ended = new HashMap<>();
    final Set<String> images = new HashSet<>();

    void add(Record row) {
      DeploymentId id = new DeploymentId(row.get(DEPLOYMENTS_.ID));
      DeploymentStatus status = DeploymentStatus.valueOf(row.get(DEPLOYMENTS_.STATUS));
      String image = row.get(DEPLOYMENTS_.IMAGE);
      if (status.isOpen()) {
        busy.add(new AppId(row.get(DEPLOYMENTS_.APP_ID)));
      }
      if (LIVE.contains(status.name())) {
        live.add(id);
      } else {
        Instant end = row.get(DEPLOYMENTS_.ENDED_AT);
        ended.put(id, end != null ? end : Objects.requireNonNull(row.get(DEPLOYMENTS_.UPDATED_AT)));
      }
      if (image != null
          && (LIVE.contains(status.name())
              || Boolean.TRUE.equals(row.get(DEPLOYMENTS_.IMAGE_KEPT)))) {
        images.add(image);
      }
    }
  }
}
