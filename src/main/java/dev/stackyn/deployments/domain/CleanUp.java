package dev.stackyn.deployments.domain;

import dev.stackyn.deployments.engine.ports.Sources;
import dev.stackyn.deployments.ports.EngineStock;
import dev.stackyn.deployments.ports.ReferenceStore;
import dev.stackyn.platform.domain.AuditLog;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Frees what nothing needs any more: on the engine by reference, never by age alone, and of caches
 * what is beyond their bounds. It may be repeated, and be done while apps are deployed: each thing
 * is looked at again in the moment before it goes.
 */
@Singleton
public class CleanUp {
  /** The name under which the audit log has it. */
  public static final String DONE = "cleanup.done";

  /** In one run; what is left is for the next. */
  private static final int MOST = 500;

  private final Provider<EngineStock> stock;
  private final ReferenceStore references;
  private final Sources sources;
  private final BuildSettings settings;
  private final AuditLog audit;
  private final Clock clock;

  public CleanUp(
      Provider<EngineStock> stock,
      ReferenceStore references,
      Sources sources,
      BuildSettings settings,
      AuditLog audit,
      Clock clock) {
    this.stock = stock;
    this.references = references;
    this.sources = sources;
    this.settings = settings;
    this.audit = audit;
    this.clock = clock;
  }

  /** One thing that goes, and why. */
  public record Item(Stored stored, String why) {}

  /**
   * What goes, or would.
   *
   * @param cache bytes of what builds have cached
   * @param sources bytes of repositories, and of checkouts that a killed process left
   * @param more whether there is more than goes in one run
   */
  public record Report(List<Item> items, long cache, long sources, boolean more) {
    /** Images may share layers: it is what the engine says of each, summed up. */
    public long bytes() {
      return items.stream().mapToLong(item -> item.stored().bytes()).sum() + cache + sources;
    }

    boolean isEmpty() {
      return items.isEmpty() && bytes() == 0;
    }
  }

  /** What would go now; nothing is touched. */
  public Report look() {
    List<Item> leftovers = leftovers(stock.get().all());
    long cache = Math.max(0, stock.get().cached() - settings.cache());
    return new Report(first(leftovers), cache, sources.collect(false), leftovers.size() > MOST);
  }

  /** Does it. What was freed is in the audit log; a platform that finds nothing says nothing. */
  public Report run(Optional<String> actor) {
    List<Item> leftovers = leftovers(stock.get().all());
    List<Item> gone = first(leftovers).stream().filter(this::removed).toList();
    long cache =
        stock.get().cached() > settings.cache() ? stock.get().trimCache(settings.cache()) : 0;
    Report report = new Report(gone, cache, sources.collect(true), leftovers.size() > MOST);
    if (actor.isPresent()) {
      audit.record(actor.get(), DONE, "engine", detail(report));
    } else if (!report.isEmpty()) {
      audit.platform(DONE, detail(report));
    }
    return report;
  }

  private List<Item> leftovers(Collection<Stored> stored) {
    Leftovers rules =
        new Leftovers(
            references.find(
                stored.stream().flatMap(one -> one.app().stream()).distinct().toList(),
                stored.stream().flatMap(one -> one.deployment().stream()).distinct().toList()),
            clock.instant());
    List<Item> items = new ArrayList<>();
    for (Stored one : stored) {
      rules.why(one).ifPresent(why -> items.add(new Item(one, why)));
    }
    items.sort(Comparator.comparing(item -> item.stored().kind()));
    return items;
  }

  private static List<Item> first(List<Item> leftovers) {
    return List.copyOf(leftovers.subList(0, Math.min(MOST, leftovers.size())));
  }

  /** Somebody may have asked for a deployment of its app since. */
  private boolean removed(Item item) {
    return !leftovers(List.of(item.stored())).isEmpty() && stock.get().remove(item.stored());
  }

  private static Map<String, String> detail(Report report) {
    Map<String, String> detail = new LinkedHashMap<>();
    for (Stored.Kind kind : Stored.Kind.values()) {
      long count = report.items().stream().filter(item -> item.stored().kind() == kind).count();
      detail.put(kind.word() + "s", String.valueOf(count));
    }
    detail.put("cache_bytes", String.valueOf(report.cache()));
    detail.put("source_bytes", String.valueOf(report.sources()));
    detail.put("bytes", String.valueOf(report.bytes()));
    return detail;
  }
}
