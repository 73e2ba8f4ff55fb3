package dev.stackyn.billing.adapters.postgres;

import static dev.stackyn.jooq.billing.Tables.PLANS;

import dev.stackyn.billing.domain.Feature;
import dev.stackyn.billing.domain.Features;
import dev.stackyn.billing.domain.Limits;
import dev.stackyn.billing.domain.Plan;
import dev.stackyn.billing.domain.PlanName;
import dev.stackyn.billing.ports.PlanStore;
import dev.stackyn.jooq.billing.tables.records.PlansRecord;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;

@Singleton
final class PostgresPlanStore implements PlanStore {
  private final DSLContext database;

  PostgresPlanStore(DSLContext database) {
    this.database = database;
  }

  @Override
  public Optional<Plan> find(PlanName name) {
    return database.fetchOptional(PLANS, PLANS.NAME.eq(name.value())).map(PostgresPlanStore::plan);
  }

  @Override
  public List<Plan> all() {
    return database
        .selectFrom(PLANS)
        .orderBy(PLANS.PRICE_CENTS, PLANS.NAME)
        .fetch(PostgresPlanStore::plan);
  }

  private static Plan plan(PlansRecord row) {
    Features features =
        new Features(
            Stream.of(row.getFeatures()).map(Feature::valueOf).collect(Collectors.toSet()));
    return new Plan(
        new PlanName(row.getName()),
        row.getDisplayName(),
        row.getPriceCents(),
        new Limits(
            row.getApps(),
            row.getMemoryMb(),
            row.getDiskMb(),
            row.getConcurrentBuilds(),
            features));
  }
}
