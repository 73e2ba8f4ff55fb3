package dev.stackyn.billing.ports;

import dev.stackyn.identity.domain.Hash;
import java.time.Instant;

/** Remembers what the payment provider has told. */
public interface NoticeStore {
  /** True for the one who comes first with it, unless his transaction is rolled back. */
  boolean claim(Hash hash, Instant now);

  void forgetBefore(Instant moment);
}
