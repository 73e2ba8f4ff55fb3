package dev.stackyn.platform.ports;

import dev.stackyn.platform.domain.RowSet;
import java.util.List;

/** What tells whether rows have changed. */
public interface RowMarks {
  /**
   * The marks of these rows, as they are committed by now or later: never as they were before this
   * was called. Two lists for the same sets are equal only if every row was the same both times,
   * and no other one had come to them. Waits for the database; not to be called in a transaction,
   * which may see less than what is committed.
   */
  List<String> of(List<RowSet> sets);
}
