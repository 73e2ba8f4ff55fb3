package dev.stackyn.routing.adapters.acme;

import dev.stackyn.routing.domain.CertifiedName;
import dev.stackyn.routing.domain.Challenge.Kind;
import dev.stackyn.routing.domain.ChallengeBoard;
import dev.stackyn.routing.domain.ProofKind;
import dev.stackyn.routing.ports.CertificateAuthority.Declined;
import dev.stackyn.routing.ports.DnsChallenges;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.challenge.Dns01Challenge;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.challenge.TlsAlpn01Challenge;
import org.shredzone.acme4j.challenge.TokenChallenge;
import org.shredzone.acme4j.exception.AcmeException;

/** Shows an authority that a name leads here, in the way that it may look. */
@Singleton
final class Proofs {
  private static final String DNS_PLACE = "_acme-challenge.";

  private final ChallengeBoard board;
  private final DnsChallenges dns;

  Proofs(ChallengeBoard board, DnsChallenges dns) {
    this.board = board;
    this.dns = dns;
  }

  /** Returns when the authority has seen it. Whatever happens, nothing of it is left. */
  void show(Authorization authorization, CertifiedName name, ProofKind proof, Patience patience)
      throws AcmeException, Declined, InterruptedException {
    switch (proof) {
      case HTTP -> {
        Http01Challenge challenge = offered(authorization, Http01Challenge.class);
        onBoard(authorization, challenge, name, Kind.HTTP, patience);
      }
      case TLS -> {
        TlsAlpn01Challenge challenge = offered(authorization, TlsAlpn01Challenge.class);
        onBoard(authorization, challenge, name, Kind.TLS, patience);
      }
      case DNS -> {
        Dns01Challenge challenge = offered(authorization, Dns01Challenge.class);
        inDns(authorization, challenge, DNS_PLACE + name.host(), patience);
      }
    }
  }

  private void onBoard(
      Authorization authorization,
      TokenChallenge challenge,
      CertifiedName name,
      Kind kind,
      Patience patience)
      throws AcmeException, Declined, InterruptedException {
    String answer = challenge.getAuthorization();
    String token = answer.substring(0, answer.indexOf('.'));
    ChallengeBoard.Shown shown =
        board.show(
            new dev.stackyn.routing.domain.Challenge(name.host(), kind, token, answer),
            patience.stop());
    try {
      haveSeen(authorization, challenge, patience);
    } finally {
      shown.close();
    }
  }

  private void inDns(
      Authorization authorization, Dns01Challenge challenge, String place, Patience patience)
      throws AcmeException, Declined, InterruptedException {
    String text = challenge.getDigest();
    try {
      dns.publish(place, text);
      try {
        haveSeen(authorization, challenge, patience);
      } finally {
        dns.withdraw(place, text);
      }
    } catch (IOException e) {
      throw new Declined(String.valueOf(e.getMessage()), Optional.empty());
    }
  }

  private static void haveSeen(Authorization authorization, Challenge challenge, Patience patience)
      throws AcmeException, Declined, InterruptedException {
    challenge.trigger();
    patience.await(authorization, Status.VALID, Status.INVALID, Status.EXPIRED, Status.DEACTIVATED);
    if (authorization.getStatus() != Status.VALID) {
      Optional<Challenge> seen =
          authorization.getChallenges().stream()
              .filter(one -> one.getType().equals(challenge.getType()))
              .findFirst();
      throw new Declined(
          AcmeAuthority.Words.of(
              seen.flatMap(Challenge::getError),
              "The certificate authority has not found the proof."),
          Optional.empty());
    }
  }

  private static <C extends Challenge> C offered(Authorization authorization, Class<C> type)
      throws Declined {
    return authorization
        .findChallenge(type)
        .orElseThrow(() ->
            new Declined(
                "The certificate authority does not look in this way for this name.",
                Optional.empty()));
  }
}
