package dev.stackyn.apps.adapters.dns;

import dev.stackyn.apps.domain.DomainSettings;
import dev.stackyn.apps.ports.NameServers;
import dev.stackyn.kernel.AddressRange;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.Attributes;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

/**
 * {@link NameServers} by the client that Java brings: it remembers nothing, so an owner who has
 * just written a record is not told what was true a minute ago.
 */
@Singleton
final class JndiNameServers implements NameServers {
  private static final String FIRST_TRY_MILLIS = "1000";
  private static final String TRIES = "2";
  private static final int MOST_RECORDS = 100;

  private final DomainSettings settings;

  JndiNameServers(DomainSettings settings) {
    this.settings = settings;
  }

  /** Without a server of its own, what this machine knows counts as well: its hosts file. */
  @Override
  public Set<InetAddress> addresses(String name) {
    Set<InetAddress> found = new HashSet<>();
    // One kind at a time: for several, the client would ask for all there are, which servers
    // refuse.
    for (String kind : List.of("A", "AAAA")) {
      records(name, kind).forEach(text -> AddressRange.numeric(text).ifPresent(found::add));
    }
    return found.isEmpty() && settings.nameServer().isEmpty() ? ofThisMachine(name) : found;
  }

  private static Set<InetAddress> ofThisMachine(String name) {
    try {
      return Arrays.stream(InetAddress.getAllByName(name)).collect(Collectors.toSet());
    } catch (UnknownHostException e) {
      return Set.of();
    }
  }

  @Override
  public Set<String> texts(String name) {
    return records(name, "TXT").stream()
        .map(text -> text.replace("\"", "").strip())
        .collect(Collectors.toSet());
  }

  private List<String> records(String name, String kind) {
    try {
      DirContext context = new InitialDirContext(environment());
      try {
        return values(context.getAttributes(name, new String[] {kind}));
      } finally {
        context.close();
      }
    } catch (NameNotFoundException e) {
      return List.of();
    } catch (NamingException e) {
      throw new Silent("no name server answers for " + name, e);
    }
  }

  private static List<String> values(Attributes attributes) throws NamingException {
    Set<String> values = new HashSet<>();
    NamingEnumeration<? extends Attribute> all = attributes.getAll();
    while (all.hasMore()) {
      NamingEnumeration<?> records = all.next().getAll();
      while (records.hasMore() && values.size() < MOST_RECORDS) {
        values.add(String.valueOf(records.next()));
      }
    }
    return List.copyOf(values);
  }

  // The type is that of the interface.
  @SuppressWarnings("JdkObsolete")
  private Hashtable<String, String> environment() {
    Hashtable<String, String> environment = new Hashtable<>();
    environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    environment.put(
        Context.PROVIDER_URL, settings.nameServer().map("dns://"::concat).orElse("dns:"));
    environment.put("com.sun.jndi.dns.timeout.initial", FIRST_TRY_MILLIS);
    environment.put("com.sun.jndi.dns.timeout.retries", TRIES);
    return environment;
  }
}
