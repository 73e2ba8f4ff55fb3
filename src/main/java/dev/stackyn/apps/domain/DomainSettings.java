package dev.stackyn.apps.domain;

import dev.stackyn.kernel.AddressRange;
import dev.stackyn.platform.domain.Variables;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How it is found out whether a name leads here.
 *
 * @param addresses where this platform is reached from outside; none: where its own names lead
 * @param nameServer asked instead of this machine's, as host and port
 */
public record DomainSettings(Set<InetAddress> addresses, Optional<String> nameServer) {
  private static final Pattern SERVER = Pattern.compile("[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?");

  public DomainSettings {
    addresses = Set.copyOf(addresses);
  }

  public static DomainSettings from(Variables variables) {
    return new DomainSettings(
        variables
            .text("STACKYN_PUBLIC_ADDRESSES")
            .as(DomainSettings::addresses)
            .optional()
            .orElse(Set.of()),
        variables
            .text("STACKYN_NAME_SERVER")
            .must(
                text -> SERVER.matcher(text).matches(),
                "must be a host and its port, such as 10.0.0.53:53")
            .optional());
  }

  private static Set<InetAddress> addresses(String text) {
    return Stream.of(text.split("[,\\s]+", -1))
        .map(word ->
            AddressRange.numeric(word)
                .orElseThrow(() ->
                    new IllegalArgumentException(
                        "must be a list of addresses such as 198.51.100.4,2001:db8::4")))
        .collect(Collectors.toSet());
  }
}
