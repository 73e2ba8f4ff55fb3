package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.kernel.RequestId;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Names requests that have come without a name. No two may have the same; that nobody can guess the
 * next is not needed, and secure chance is dear when every request wants some.
 */
@Singleton
final class RequestIds {
  RequestId next() {
    ThreadLocalRandom chance = ThreadLocalRandom.current();
    return new RequestId(new UUID(chance.nextLong(), chance.nextLong()).toString());
  }
}
