package dev.stackyn.apps.adapters.postgres;

import dev.stackyn.apps.domain.AppRows;
import dev.stackyn.platform.domain.RowMark;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** What tells that apps have changed. */
@Factory
final class AppMarks {

  @Singleton
  RowMark app() {
    return new RowMark(AppRows.APP, "select '' || a.xmin from apps.apps a where a.id = k.id");
  }

  @Singleton
  RowMark owned() {
    return new RowMark(
        AppRows.OWNED,
        """
        select string_agg(a.id || ':' || a.xmin, ' ' order by a.id)
        from apps.apps a where a.owner_id = k.id\
        """);
  }
}
