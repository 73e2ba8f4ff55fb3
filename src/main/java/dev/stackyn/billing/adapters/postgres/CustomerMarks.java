package dev.stackyn.billing.adapters.postgres;

import dev.stackyn.billing.domain.CustomerRows;
import dev.stackyn.platform.domain.RowMark;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** What tells that somebody's plan has changed. */
@Factory
final class CustomerMarks {

  @Singleton
  RowMark plan() {
    return new RowMark(
        CustomerRows.PLAN,
        """
        select concat(
          (select s.xmin from billing.subscriptions s where s.user_id = k.id), '/',
          (select string_agg(p.name || ':' || p.xmin, ' ' order by p.name) from billing.plans p))\
        """);
  }
}
