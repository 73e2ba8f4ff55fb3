package dev.stackyn.platform.domain;

import dev.stackyn.platform.domain.AuditEntry.Action;
import dev.stackyn.platform.ports.AuditStore;
import dev.stackyn.platform.ports.CurrentRequest;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The record of what was done to the platform. An entry stands or falls with the transaction it is
 * written in.
 */
@Singleton
public class AuditLog {
  private static final int MOST = 200;
  private static final int LONGEST_SUBJECT = 200;

  private final AuditStore store;
  private final CurrentRequest request;
  private final Clock clock;

  public AuditLog(AuditStore store, CurrentRequest request, Clock clock) {
    this.store = store;
    this.request = request;
    this.clock = clock;
  }

  /** Something that somebody did, or tried. The details must not hold a secret. */
  @Transactional
  public void record(String actor, String action, String subject, Map<String, String> detail) {
    store.append(
        new AuditEntry(
            clock.instant(),
            actor,
            new Action(action, Optional.of(cut(subject)), detail),
            request.id()));
  }

  /** Something the platform did by itself. */
  @Transactional
  public void platform(String action, Map<String, String> detail) {
    store.append(
        new AuditEntry(
            clock.instant(),
            AuditEntry.SYSTEM,
            new Action(action, Optional.empty(), detail),
            Optional.empty()));
  }

  @Transactional
  public List<AuditEntry> newest(int most) {
    return find(AuditQuery.ALL, OptionalLong.empty(), most).rows().stream()
        .map(AuditPage.Row::entry)
        .toList();
  }

  /** Newest first, from before the given place in the log. */
  @Transactional
  public AuditPage find(AuditQuery query, OptionalLong before, int most) {
    int limit = Math.clamp(most, 1, MOST);
    List<AuditPage.Row> found = store.find(query, before.orElse(Long.MAX_VALUE), limit + 1);
    boolean more = found.size() > limit;
    List<AuditPage.Row> rows = more ? found.subList(0, limit) : found;
    return new AuditPage(rows, more ? OptionalLong.of(rows.getLast().id()) : OptionalLong.empty());
  }

  /** What somebody typed may be longer than the log has room for. */
  private static String cut(String subject) {
    return subject.length() > LONGEST_SUBJECT ? subject.substring(0, LONGEST_SUBJECT) : subject;
  }
}
