package dev.stackyn.billing.domain;

import dev.stackyn.kernel.Secret;
import dev.stackyn.platform.domain.Variables;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What billing is told from outside. */
public record BillingSettings(
    boolean on, GivenLimits defaultLimits, ProviderSettings provider, boolean testEndpoints) {

  private static final String LIMITS =
      "must look like apps=50,memory_mb=8192,disk_mb=40960,builds=2";
  private static final String VARIANTS = "must look like 12345=starter,67890=pro";
  private static final int MOST = 1_000_000_000;

  private enum Switch {
    OFF,
    ON
  }

  private enum Truth {
    FALSE,
    TRUE
  }

  /** The limits of everybody where nothing is billed; what is not said follows from the host. */
  public record GivenLimits(
      Optional<Integer> apps,
      Optional<Integer> memoryMb,
      Optional<Integer> diskMb,
      Optional<Integer> builds) {

    static final GivenLimits NONE =
        new GivenLimits(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    static GivenLimits parse(String text) {
      Map<String, Integer> said = new HashMap<>();
      pairs(text, LIMITS).forEach((name, number) -> said.put(name, number(number)));
      GivenLimits limits =
          new GivenLimits(
              Optional.ofNullable(said.remove("apps")),
              Optional.ofNullable(said.remove("memory_mb")),
              Optional.ofNullable(said.remove("disk_mb")),
              Optional.ofNullable(said.remove("builds")));
      if (!said.isEmpty()) {
        throw new IllegalArgumentException(LIMITS);
      }
      return limits;
    }

    private static int number(String text) {
      try {
        int number = Integer.parseInt(text);
        if (number >= 1 && number <= MOST) {
          return number;
        }
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(LIMITS, e);
      }
      throw new IllegalArgumentException(LIMITS);
    }
  }

  /** What the payment provider signs with, and which of its variants is which plan. */
  public record ProviderSettings(Optional<Secret> secret, Map<String, PlanName> variants) {
    public ProviderSettings {
      variants = Map.copyOf(variants);
    }
  }

  public static BillingSettings from(Variables variables) {
    return new BillingSettings(
        variables.text("STACKYN_BILLING").asOneOf(Switch.class).or(Switch.OFF) == Switch.ON,
        variables
            .text("STACKYN_DEFAULT_PLAN_LIMITS")
            .as(GivenLimits::parse)
            .optional()
            .orElse(GivenLimits.NONE),
        new ProviderSettings(
            variables
                .text("LEMON_SQUEEZY_WEBHOOK_SECRET")
                .must(secret -> secret.length() >= 6, "must be at least 6 characters long")
                .as(Secret::new)
                .optional(),
            variables
                .text("LEMON_SQUEEZY_VARIANTS")
                .as(BillingSettings::variants)
                .optional()
                .orElse(Map.of())),
        variables.text("STACKYN_TEST_ENDPOINTS").asOneOf(Truth.class).or(Truth.FALSE)
            == Truth.TRUE);
  }

  private static Map<String, PlanName> variants(String text) {
    Map<String, PlanName> variants = new HashMap<>();
    pairs(text, VARIANTS)
        .forEach((variant, plan) -> {
          if (!variant.matches("\\d{1,20}") || !plan.matches("[a-z][a-z0-9_]{0,29}")) {
            throw new IllegalArgumentException(VARIANTS);
          }
          variants.put(variant, new PlanName(plan));
        });
    return variants;
  }

  /** A comma list of {@code name=value}, each name once. */
  private static Map<String, String> pairs(String text, String expectation) {
    Map<String, String> pairs = new HashMap<>();
    for (String pair : text.split(",", -1)) {
      String[] parts = pair.split("=", -1);
      if (parts.length != 2 || pairs.put(parts[0].strip(), parts[1].strip()) != null) {
        throw new IllegalArgumentException(expectation);
      }
    }
    return pairs;
  }
}
