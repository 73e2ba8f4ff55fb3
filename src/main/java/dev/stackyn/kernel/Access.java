package dev.stackyn.kernel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may call a route. Every route has to say so, on its method or its controller: a platform with
 * a route that does not say it does not start.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Access {
  Rule value();

  /**
   * What an API token needs here. Left out: {@link Scope#ADMIN} for administrators' routes, {@link
   * Scope#READ} for GET, and {@link Scope#DEPLOY} for the rest.
   */
  Scope[] scope() default {};

  /** Whether an API token opens this route at all, or only somebody who has signed in does. */
  boolean signedIn() default false;

  /** Who is let in. */
  enum Rule {
    PUBLIC,
    USER,
    ADMIN
  }
}
