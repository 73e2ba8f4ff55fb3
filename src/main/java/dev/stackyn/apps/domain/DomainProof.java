package dev.stackyn.apps.domain;

import dev.stackyn.apps.ports.NameServers;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a name belongs to the owner of an app: its DNS says so in a text that only he was told,
 * or leads here and nobody else wants it. Blocks: never to be called within a transaction.
 */
@Singleton
public class DomainProof {
  private final NameServers names;
  private final AppAddresses platform;
  private final DomainSettings settings;

  public DomainProof(NameServers names, AppAddresses platform, DomainSettings settings) {
    this.names = names;
    this.platform = platform;
    this.settings = settings;
  }

  /** What was found. */
  record Verdict(boolean proven, String reason) {}

  /**
   * Of a name that several apps ask for, only the text decides: that it leads here says nothing
   * about whose it is.
   *
   * @param appHost the name that the app has from us
   */
  Verdict look(CustomDomain domain, String appHost, boolean contested) {
    try {
      if (names.texts(domain.recordName()).contains(domain.recordText())) {
        return new Verdict(true, "its TXT record says so");
      }
      return contested
          ? new Verdict(
              false,
              "another app asks for this name as well: its TXT record has to show whose it is")
          : byAddress(domain, appHost);
    } catch (NameServers.Silent e) {
      return new Verdict(false, "no name server answers now; it will be asked again");
    }
  }

  private Verdict byAddress(CustomDomain domain, String appHost) {
    Set<InetAddress> leads = names.addresses(domain.host().value());
    if (leads.isEmpty()) {
      return new Verdict(false, domain.host() + " leads nowhere yet");
    }
    Set<InetAddress> here =
        settings.addresses().isEmpty() ? names.addresses(appHost) : settings.addresses();
    if (here.isEmpty()) {
      return new Verdict(
          false,
          "where this platform is reached is not known: use the TXT record, or have the"
              + " administrator set STACKYN_PUBLIC_ADDRESSES");
    }
    return here.containsAll(leads)
        ? new Verdict(true, "it leads here")
        : new Verdict(
            false,
            "%s leads to %s, and not here (%s)".formatted(domain.host(), list(leads), list(here)));
  }

  private static String list(Set<InetAddress> addresses) {
    return addresses.stream()
        .map(InetAddress::getHostAddress)
        .sorted()
        .limit(8)
        .collect(Collectors.joining(", "));
  }

  String platformHost(App app) {
    return platform.host(app.slug());
  }
}
