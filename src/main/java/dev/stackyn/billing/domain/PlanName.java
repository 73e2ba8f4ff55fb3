package dev.stackyn.billing.domain;

import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import java.util.regex.Pattern;

/** How a plan is called on the wire and in the database. */
public record PlanName(String value) {
  private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9_]{0,29}");

  /** How much of what a client sent is repeated to it. */
  private static final int LONGEST_SHOWN = 60;

  /** What a trial is a trial of, and what everybody has where nothing is billed. */
  public static final PlanName PRO = new PlanName("pro");

  public PlanName {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("not the name of a plan");
    }
  }

  /** Reads what a client sent; what cannot be a name is a plan that does not exist. */
  public static PlanName of(String typed) {
    if (!SHAPE.matcher(typed).matches()) {
      throw unknown(typed);
    }
    return new PlanName(typed);
  }

  static Refusal unknown(String name) {
    String shown = name.length() > LONGEST_SHOWN ? name.substring(0, LONGEST_SHOWN) + "…" : name;
    return Refusal.of(ErrorCode.UNKNOWN_PLAN, "Plan '" + shown + "' not found");
  }

  @Override
  public String toString() {
    return value;
  }
}
