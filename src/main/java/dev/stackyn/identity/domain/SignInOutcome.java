package dev.stackyn.identity.domain;

import dev.stackyn.kernel.Refusal;

/**
 * How a sign-in ended. A value and not an exception: what a failed try leaves behind (that it was
 * counted) must be committed.
 */
sealed interface SignInOutcome {
  record In(Grant grant) implements SignInOutcome {}

  record Out(Refusal reason) implements SignInOutcome {}
}
