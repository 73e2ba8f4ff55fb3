package dev.stackyn.jobs.adapters.postgres;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Turns rows into the arrays that one statement takes. */
final class Columns {
  private Columns() {}

  static <T, C> @Nullable C[] of(
      List<T> rows, IntFunction<@Nullable C[]> array, Function<T, @Nullable C> value) {
    return rows.stream().map(value).toArray(array);
  }
}
