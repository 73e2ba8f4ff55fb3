package dev.stackyn.routing.adapters.jobs;

import dev.stackyn.routing.domain.RouterSettings;
import io.micronaut.context.condition.Condition;
import io.micronaut.context.condition.ConditionContext;

/** Where it is not, no round is made and nothing stands in the queue. */
final class TlsIsServed implements Condition {
  @Override
  @SuppressWarnings("rawtypes") // as the interface has it
  public boolean matches(ConditionContext context) {
    return context.getBean(RouterSettings.class).https().isPresent();
  }
}
