package dev.stackyn.jobs.adapters.postgres;

import static dev.stackyn.jooq.jobs.Tables.JOBS_;

import dev.stackyn.jobs.domain.JobId;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jspecify.annotations.Nullable;

/** Turns rows into the arrays that one statement takes, and its answer into ids. */
final class Columns {
  private Columns() {}

  static <T, C> @Nullable C[] of(
      List<T> rows, IntFunction<@Nullable C[]> array, Function<T, @Nullable C> value) {
    return rows.stream().map(value).toArray(array);
  }

  static Set<JobId> ids(ResultQuery<Record> query) {
    return query.coerce(JOBS_.ID).fetch(row -> new JobId(row.value1())).stream()
        .collect(Collectors.toUnmodifiableSet());
  }
}
