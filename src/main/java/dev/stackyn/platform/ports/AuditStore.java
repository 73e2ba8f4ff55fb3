package dev.stackyn.platform.ports;

import dev.stackyn.platform.domain.AuditEntry;
import dev.stackyn.platform.domain.AuditPage;
import dev.stackyn.platform.domain.AuditQuery;
import java.util.List;

/** Keeps the audit log. Entries are only ever added. */
public interface AuditStore {
  /** Adds the entry in the caller's transaction. */
  void append(AuditEntry entry);

  /** Entries that were added before the given one, newest first; empty when there are none. */
  List<AuditPage.Row> find(AuditQuery query, long before, int most);
}
