package dev.stackyn.platform.ports;

import dev.stackyn.platform.domain.AuditEntry;
import java.util.List;

/** Keeps the audit log. Entries are only ever added. */
public interface AuditStore {
  /** Adds the entry in the caller's transaction. */
  void append(AuditEntry entry);

  /** The newest entries, newest first; empty when there are none. */
  List<AuditEntry> newest(int most);
}
