package dev.stackyn.routing.ports;

import dev.stackyn.routing.domain.CertifiedName;
import java.time.Instant;
import java.util.List;

/** What was ordered of late. Each call is within a transaction. */
public interface OrderLedger {
  void add(CertifiedName name, Instant now);

  /** When something was ordered since then, the oldest first; what is older is forgotten. */
  List<Instant> since(Instant moment);

  /** When this name was ordered since then, the oldest first. */
  List<Instant> since(Instant moment, CertifiedName name);
}
