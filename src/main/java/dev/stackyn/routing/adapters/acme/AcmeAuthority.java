package dev.stackyn.routing.adapters.acme;

import dev.stackyn.kernel.Stop;
import dev.stackyn.routing.domain.AcmeAccounts;
import dev.stackyn.routing.domain.AcmeSettings;
import dev.stackyn.routing.domain.CertifiedName;
import dev.stackyn.routing.domain.KeyedChain;
import dev.stackyn.routing.domain.ProofKind;
import dev.stackyn.routing.ports.CertificateAuthority;
import dev.stackyn.routing.ports.CertificateMaker;
import jakarta.inject.Singleton;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeLazyLoadingException;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.exception.AcmeServerException;

/** The way of one order: account, order, a proof for the name, the request, the certificate. */
@Singleton
final class AcmeAuthority implements CertificateAuthority {
  private final AcmeSettings settings;
  private final AcmeAccounts accounts;
  private final Proofs proofs;
  private final CertificateMaker maker;
  private final Clock clock;

  AcmeAuthority(
      AcmeSettings settings,
      AcmeAccounts accounts,
      Proofs proofs,
      CertificateMaker maker,
      Clock clock) {
    this.settings = settings;
    this.accounts = accounts;
    this.proofs = proofs;
    this.maker = maker;
    this.clock = clock;
  }

  @Override
  public KeyedChain certify(CertifiedName name, ProofKind proof, Stop stop)
      throws Declined, InterruptedException {
    PoliteProvider provider = new PoliteProvider(settings.roots());
    try {
      return certify(name, proof, new Patience(clock, stop), login(provider));
    } catch (AcmeRateLimitedException e) {
      throw new Declined(words(e), e.getRetryAfter().or(provider::retryAfter));
    } catch (AcmeServerException e) {
      throw new Declined(words(e), provider.retryAfter());
    } catch (AcmeNetworkException e) {
      throw new Declined("The certificate authority cannot be reached.", provider.retryAfter());
    } catch (AcmeException | AcmeLazyLoadingException | AcmeProtocolException e) {
      throw new Declined(
          "The certificate authority gives no answer that can be used.", provider.retryAfter());
    } finally {
      provider.close();
    }
  }

  private KeyedChain certify(CertifiedName name, ProofKind proof, Patience patience, Login login)
      throws AcmeException, Declined, InterruptedException {
    Order order = login.newOrder().domain(name.value()).create();
    for (Authorization authorization : order.getAuthorizations()) {
      if (authorization.getStatus() != Status.VALID) {
        proofs.show(authorization, name, proof, patience);
      }
    }
    patience.await(order, Status.READY, Status.VALID, Status.INVALID);
    requireGood(order);
    KeyPair key = maker.newKey();
    if (order.getStatus() == Status.READY) {
      order.execute(key);
    }
    patience.await(order, Status.VALID, Status.INVALID);
    requireGood(order);
    return new KeyedChain(order.getCertificate().getCertificateChain(), key.getPrivate());
  }

  /** An account that is there already is the answer to being asked for again. */
  private Login login(PoliteProvider provider) throws AcmeException {
    Session session = new Session(settings.authority().directory(), provider);
    session.setLocale(Locale.ENGLISH);
    AccountBuilder account =
        new AccountBuilder()
            .agreeToTermsOfService()
            .useKeyPair(accounts.key(settings.authority().directory()));
    settings.authority().email().ifPresent(account::addEmail);
    return account.createLogin(session);
  }

  private static void requireGood(Order order) throws Declined {
    if (order.getStatus() == Status.INVALID) {
      throw new Declined(
          Words.of(order.getError(), "The certificate authority declines the order."),
          Optional.<Instant>empty());
    }
  }

  private static String words(AcmeServerException e) {
    return Words.of(Optional.of(e.getProblem()), "The certificate authority declines.");
  }

  /** What authorities say goes to people, so it is cut to one line. */
  static final class Words {
    private static final int LONGEST = 600;

    private Words() {}

    static String of(Optional<Problem> problem, String otherwise) {
      return problem.map(Problem::toString).map(Words::line).orElse(otherwise);
    }

    private static String line(String text) {
      String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
      return "The certificate authority says: "
          + line.substring(0, Math.min(line.length(), LONGEST));
    }
  }
}
