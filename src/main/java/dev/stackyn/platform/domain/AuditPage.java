package dev.stackyn.platform.domain;

import java.util.List;
import java.util.OptionalLong;

/** Some entries of the audit log, newest first, and where to go on if there are more. */
public record AuditPage(List<Row> rows, OptionalLong next) {

  /** An entry with its place in the log. */
  public record Row(long id, AuditEntry entry) {}

  public AuditPage {
    rows = List.copyOf(rows);
  }
}
