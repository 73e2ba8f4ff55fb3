package dev.stackyn.routing.domain;

/** How it is shown that a name leads here. */
public enum ProofKind {
  HTTP,
  TLS,
  DNS
}
