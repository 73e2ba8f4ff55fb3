package dev.stackyn.apps.domain;

import dev.stackyn.apps.domain.DomainBook.Claim;
import dev.stackyn.apps.domain.DomainProof.Verdict;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Requester;
import dev.stackyn.platform.domain.RoutingSettings;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.Routing;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Where owners bring names of their own, and see what becomes of them. It asks name servers, and
 * routes: never to be called within a transaction.
 */
@Singleton
public class DomainDesk {
  private final DomainBook book;
  private final DomainProof proof;
  private final Routing routing;
  private final RoutingSettings settings;

  public DomainDesk(DomainBook book, DomainProof proof, Routing routing, RoutingSettings settings) {
    this.book = book;
    this.proof = proof;
    this.routing = routing;
    this.settings = settings;
  }

  public List<CustomDomain> list(Requester requester, String app) {
    return book.list(requester, app);
  }

  /** It is looked at right away; if it is not the owner's yet, again and again. */
  public CustomDomain add(Requester requester, String app, String typed) {
    Host host = Host.of(typed);
    requireOthers(host);
    return check(book.add(requester, app, host));
  }

  public CustomDomain check(Requester requester, String app, String host) {
    return check(book.find(requester, app, known(host)));
  }

  /** Requests for the name do not reach the app any more when this returns. */
  public void remove(Requester requester, String app, String host) {
    Host known = known(host);
    routing.drop(book.remove(requester, app, known), known);
  }

  /** Once active it stays so: a name server that fails must not take an app down. */
  CustomDomain check(Claim claim) {
    if (claim.domain().active()) {
      return claim.domain();
    }
    Verdict verdict =
        proof.look(claim.domain(), proof.platformHost(claim.app()), claim.contested());
    Verdict settled = verdict.proven() ? routed(claim, verdict) : verdict;
    return book.note(claim.domain(), settled).orElseGet(() -> gone(claim));
  }

  /** Routed first: what is called active is reached. Whoever was first to prove it has it. */
  private Verdict routed(Claim claim, Verdict verdict) {
    try {
      routing.add(claim.app().id(), claim.domain().host());
      return verdict;
    } catch (Refusal e) {
      if (e.code() != ErrorCode.HOST_TAKEN) {
        throw e;
      }
      return new Verdict(false, "another app has this name");
    }
  }

  /** It was removed while it was looked at. */
  private CustomDomain gone(Claim claim) {
    routing.drop(claim.app().id(), claim.domain().host());
    throw Refusal.of(ErrorCode.NOT_FOUND, "Domain not found");
  }

  private void requireOthers(Host host) {
    String base = settings.baseDomain();
    String name = host.value();
    if (name.equals(base) || name.endsWith("." + base)) {
      throw Refusal.invalid("host", "Names below %s are the platform's own.".formatted(base));
    }
    if (!name.contains(".") || name.endsWith(".localhost")) {
      throw Refusal.invalid("host", "must be a whole name such as www.example.com");
    }
  }

  private static Host known(String typed) {
    return Host.asked(typed).orElseThrow(() -> Refusal.of(ErrorCode.NOT_FOUND, "Domain not found"));
  }
}
