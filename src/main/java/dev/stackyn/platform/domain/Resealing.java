package dev.stackyn.platform.domain;

import dev.stackyn.platform.ports.SealingKeys;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Seals values anew with the newest key, page by page: one page is one transaction. */
@Singleton
public class Resealing {
  public static final int PAGE = 100;

  private final Vault vault;
  private final SealingKeys keys;

  /**
   * What became of one page.
   *
   * @param last the place of its last value; none when there was no value
   * @param unopenable why, for each value that cannot be opened and was left as it is
   */
  public record Page(Optional<String> last, int resealed, List<String> unopenable) {
    public Page {
      unopenable = List.copyOf(unopenable);
    }
  }

  public Resealing(Vault vault, SealingKeys keys) {
    this.vault = vault;
    this.keys = keys;
  }

  /** What the newest key has sealed stays as it is: a page may be done again. */
  @Transactional
  public Page page(SealedValues values, Optional<String> after) {
    // Looked up each time: another rotation may have begun.
    SealingKey newest = keys.all().getLast();
    List<SealedValue> page = values.after(after, PAGE);
    List<String> unopenable = new ArrayList<>();
    int resealed = 0;
    for (SealedValue value : page) {
      try {
        if (!vault.keyOf(value.sealed()).equals(newest.id()) && reseal(values, value)) {
          resealed++;
        }
      } catch (Vault.Unopenable e) {
        unopenable.add(String.valueOf(e.getMessage()));
      }
    }
    return new Page(
        page.isEmpty() ? Optional.empty() : Optional.of(page.getLast().place()),
        resealed,
        unopenable);
  }

  private boolean reseal(SealedValues values, SealedValue value) {
    return values.replace(value, vault.seal(vault.open(value.sealed())));
  }
}
