package dev.stackyn.routing.domain;

import dev.stackyn.kernel.Secret;
import dev.stackyn.platform.domain.Variables;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Where certificates are ordered, and on which terms.
 *
 * @param agreed whether whoever runs the platform agrees to the terms of the authority: without
 *     that nothing is ordered
 * @param roots the authorities that the directory's own certificate is checked by, in PEM; nothing
 *     for those that everybody trusts
 */
public record AcmeSettings(
    boolean agreed, Authority authority, Optional<Path> roots, Manner manner, Optional<Dns> dns) {
  private static final URI PRODUCTION =
      URI.create("https://acme-v02.api.letsencrypt.org/directory");
  private static final URI STAGING =
      URI.create("https://acme-staging-v02.api.letsencrypt.org/directory");

  /** Who is asked, and whom it may write to. */
  public record Authority(URI directory, Optional<String> email) {
    public Authority {
      Objects.requireNonNull(email, "email");
    }
  }

  /** How names are shown to lead here, and how often anything is ordered, whatever for. */
  public record Manner(Proof proof, int ordersPerHour) {}

  /** What is shown to the authority. */
  public enum Proof {
    /** A page; after a failure a handshake, and so on in turn. Wildcards by DNS. */
    AUTO,
    HTTP,
    TLS,
    DNS
  }

  /**
   * A provider of DNS where records can be put.
   *
   * @param settles how long the provider takes until all its servers know of a record
   */
  public record Dns(URI api, Secret token, Duration settles) {
    private static Optional<Dns> from(Variables variables) {
      URI api =
          variables
              .text("STACKYN_CLOUDFLARE_API")
              .as(AcmeSettings::address)
              .or(URI.create("https://api.cloudflare.com/client/v4"));
      Duration settles =
          variables
              .text("STACKYN_ACME_DNS_WAIT")
              .asDuration(Duration.ZERO, Duration.ofMinutes(10))
              .or(Duration.ofSeconds(20));
      return variables
          .text("STACKYN_CLOUDFLARE_TOKEN")
          .as(Secret::new)
          .optional()
          .map(token -> new Dns(api, token, settles));
    }
  }

  private enum Truth {
    TRUE,
    FALSE
  }

  public static AcmeSettings from(Variables variables) {
    AcmeSettings settings =
        new AcmeSettings(
            isTrue(variables, "STACKYN_ACME_TERMS_AGREED"),
            authority(variables),
            variables.text("STACKYN_ACME_ROOTS").as(Path::of).optional(),
            new Manner(
                variables.text("STACKYN_ACME_PROOF").asOneOf(Proof.class).or(Proof.AUTO),
                variables.text("STACKYN_ACME_ORDERS_PER_HOUR").asWhole(1, 10_000).or(30)),
            Dns.from(variables));
    if (settings.manner.proof == Proof.DNS && settings.dns.isEmpty()) {
      variables.problem("STACKYN_ACME_PROOF", "dns needs STACKYN_CLOUDFLARE_TOKEN");
    }
    return settings;
  }

  private static Authority authority(Variables variables) {
    Optional<URI> own =
        variables.text("STACKYN_ACME_DIRECTORY").as(AcmeSettings::address).optional();
    boolean staging = isTrue(variables, "STACKYN_ACME_STAGING");
    if (staging && own.isPresent()) {
      variables.problem(
          "STACKYN_ACME_STAGING", "is Let's Encrypt's: it does not go with STACKYN_ACME_DIRECTORY");
    }
    return new Authority(
        own.orElse(staging ? STAGING : PRODUCTION),
        variables
            .text("STACKYN_ACME_EMAIL")
            .must(text -> text.matches("[^@\\s,?]+@[^@\\s,?]+"), "must be an e-mail address")
            .optional());
  }

  private static boolean isTrue(Variables variables, String name) {
    return variables.text(name).asOneOf(Truth.class).or(Truth.FALSE) == Truth.TRUE;
  }

  private static URI address(String text) {
    URI address = URI.create(text);
    if (address.getHost() == null
        || !("https".equals(address.getScheme()) || isOnThisMachine(address))) {
      throw new IllegalArgumentException("must be an address that begins with https://");
    }
    return address;
  }

  private static boolean isOnThisMachine(URI address) {
    return "http".equals(address.getScheme()) && address.getHost().equals("127.0.0.1");
  }
}
