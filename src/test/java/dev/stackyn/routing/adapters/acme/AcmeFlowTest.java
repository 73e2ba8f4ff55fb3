package dev.stackyn.routing.adapters.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Stop;
import dev.stackyn.platform.domain.Variables;
import dev.stackyn.routing.domain.AcmeAccounts;
import dev.stackyn.routing.domain.AcmeSettings;
import dev.stackyn.routing.domain.Certificate;
import dev.stackyn.routing.domain.CertificateBook;
import dev.stackyn.routing.domain.CertificateRound;
import dev.stackyn.routing.domain.CertifiedName;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.KeyedChain;
import dev.stackyn.routing.domain.LiveCertificates;
import dev.stackyn.routing.domain.OrderTurns;
import dev.stackyn.routing.domain.ProofKind;
import dev.stackyn.routing.domain.Routing;
import dev.stackyn.routing.ports.CertificateAuthority;
import dev.stackyn.routing.ports.CertificateAuthority.Declined;
import dev.stackyn.routing.ports.CertificateMaker;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.TestPlatform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole way of a certificate, from a route to a handshake, with a real authority. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class AcmeFlowTest {
  @TempDir private static Path folder;
  private static Pebble pebble;
  private static FakeCloudflare cloudflare;
  private static TestPlatform platform;

  @BeforeAll
  static void start() throws IOException {
    pebble = new Pebble(folder);
    cloudflare = FakeCloudflare.start(pebble);
    platform =
        TestPlatform.start(
            Map.of(
                "BASE_DOMAIN", "apps.example.org",
                "STACKYN_HTTPS_PORT", "0",
                "STACKYN_ACME_TERMS_AGREED", "true",
                "STACKYN_ACME_EMAIL", "admin@example.org",
                "STACKYN_ACME_DIRECTORY", pebble.directory(),
                "STACKYN_ACME_ROOTS", pebble.roots().toString(),
                "STACKYN_CLOUDFLARE_API", cloudflare.url(),
                "STACKYN_CLOUDFLARE_TOKEN", FakeCloudflare.TOKEN,
                "STACKYN_ACME_DNS_WAIT", "0s"));
    pebble.start(platform.platform().routerPort(), platform.platform().httpsPort());
    platform.untilReady();
  }

  @AfterAll
  static void stop() {
    platform.close();
    cloudflare.close();
    pebble.close();
  }

  @Test
  void aHostThatIsRoutedGetsACertificateAndServesIt() {
    Host host = routed("shop.example.net");
    KeyedChain served = awaitServed(host);

    assertThat(pebble.issued(served.chain())).isTrue();
    assertThat(served.isFor(host)).isTrue();
    Certificate certificate = known(host);
    assertThat(certificate.stateAt(now())).isEqualTo(Certificate.State.ACTIVE);
    assertThat(certificate.prospect().nextTry().orElseThrow())
        .isBetween(
            served.notBefore().plus(life(served).dividedBy(2)),
            served.notBefore().plus(life(served).multipliedBy(2).dividedBy(3)));
    assertThat(platform.query("select count(*) from routing.challenges")).isEqualTo("0");
    assertThat(
            platform.query(
                "select count(*) from routing.acme_accounts where directory = '%s'"
                    .formatted(pebble.directory())))
        .isEqualTo("1");
  }

  @ParameterizedTest
  @EnumSource(ProofKind.class)
  void everyProofIsTaken(ProofKind proof) throws Exception {
    CertifiedName name = new CertifiedName(proof.name().toLowerCase(Locale.ROOT) + ".example.org");
    KeyedChain chain = platform.bean(CertificateAuthority.class).certify(name, proof, new Stop());

    assertThat(chain.isFor(name.host())).isTrue();
    assertThat(pebble.issued(chain.chain())).isTrue();
    assertThat(cloudflare.records()).isZero();
  }

  @Test
  void hostsBelowThePlatformsDomainShareOne() {
    Host blog = routed("blog.apps.example.org");
    KeyedChain served = awaitServed(blog);

    assertThat(served.isFor(new Host("wiki.apps.example.org"))).isTrue();
    assertThat(served.isFor(new Host("apps.example.org"))).isFalse();
    assertThat(platform.bean(CertificateBook.class).versions())
        .containsKey(new CertifiedName("*.apps.example.org"))
        .doesNotContainKey(CertifiedName.of(blog));
    assertThat(cloudflare.calls()).contains("GET /zones?name=example.org");
  }

  @Test
  void aNameThatLeadsElsewhereFailsWithAReasonAndIsTriedAgain() {
    pebble.leads("astray.example.net", "127.0.0.77");
    Host host = routed("astray.example.net");
    Eventually.that("it has failed", () -> stateOf(host) == Certificate.State.FAILED);

    Certificate failed = known(host);
    assertThat(failed.prospect().failures()).isEqualTo(1);
    assertThat(failed.prospect().reason())
        .startsWith("The certificate authority says: ")
        .contains("127.0.0.77");
    assertThat(failed.prospect().nextTry().orElseThrow())
        .isAfter(now().plus(Duration.ofMinutes(4)));

    pebble.leadsHere("astray.example.net");
    platform.bean(OrderTurns.class).hurry(CertifiedName.of(host));
    platform.bean(CertificateRound.class).soon();
    awaitServed(host);
    assertThat(known(host).prospect().failures()).isZero();
  }

  @Test
  void whatIsDueIsRenewedAndServedUntilThen() {
    Host host = routed("renewed.example.net");
    KeyedChain first = awaitServed(host);
    pebble.leads(host.value(), "127.0.0.77");
    due(host);
    Eventually.that("it has failed", () -> known(host).prospect().failures() == 1);
    assertThat(stateOf(host)).isEqualTo(Certificate.State.ACTIVE);
    assertThat(served(host)).isEqualTo(first);

    pebble.leadsHere(host.value());
    due(host);
    Eventually.that("another is served", () -> !served(host).equals(first));
    assertThat(known(host).prospect().failures()).isZero();
    assertThat(pebble.issued(served(host).chain())).isTrue();
  }

  @Test
  void oneNameIsNotOrderedWithoutEnd() {
    Host host = routed("often.example.net");
    awaitServed(host);
    platform.sql(
        """
        insert into routing.certificate_orders (name, ordered_at)
        select 'often.example.net', now() - interval '10 minutes' from generate_series(1, 4)
        """);
    due(host);
    Eventually.that(
        "it is put off",
        () -> known(host).prospect().nextTry().orElseThrow().isAfter(now().plusSeconds(60)));
    assertThat(known(host).prospect().reason()).isEqualTo("Much was ordered within the last hour.");
    assertThatThrownBy(() -> platform.bean(OrderTurns.class).hurry(CertifiedName.of(host)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("must not be asked");
    platform.sql("delete from routing.certificate_orders where name = 'often.example.net'");
  }

  @Test
  void aLimitIsRespectedForAsLongAsTheAuthorityWants() throws Exception {
    Instant start = now();
    Declined declined =
        declinedBy(
            new BusyAuthority.Refusal(
                429,
                "application/problem+json",
                """
                {"type": "urn:ietf:params:acme:error:rateLimited",
                 "detail": "too many certificates\\n(5) already issued"}
                """,
                "7200"));

    assertThat(declined.reason())
        .isEqualTo("The certificate authority says: too many certificates (5) already issued");
    assertThat(declined.barredUntil().orElseThrow())
        .isAfterOrEqualTo(start.plus(Duration.ofHours(2)).minusSeconds(1));
  }

  @Test
  void soIsAnAuthorityThatIsBusy() throws Exception {
    Instant start = now();
    Declined declined =
        declinedBy(
            new BusyAuthority.Refusal(
                503,
                "application/problem+json",
                """
                {"type": "urn:ietf:params:acme:error:serverInternal", "detail": "busy"}
                """,
                "600"));

    assertThat(declined.reason()).isEqualTo("The certificate authority says: busy");
    assertThat(declined.barredUntil().orElseThrow())
        .isAfterOrEqualTo(start.plus(Duration.ofMinutes(10)).minusSeconds(1));
  }

  @Test
  void whatIsInFrontOfAnAuthorityIsHeardToo() throws Exception {
    Declined declined =
        declinedBy(new BusyAuthority.Refusal(429, "text/html", "<h1>Too many</h1>", "60"));

    assertThat(declined.reason())
        .isEqualTo("The certificate authority gives no answer that can be used.");
    assertThat(declined.barredUntil()).isPresent();
  }

  @Test
  void anAuthorityThatIsNotThereIsTriedAgain() throws Exception {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalPort();
    }
    Declined declined = declinedAt("http://127.0.0.1:" + nobody + "/dir");

    assertThat(declined.reason()).isEqualTo("The certificate authority cannot be reached.");
    assertThat(declined.barredUntil()).isEmpty();
  }

  private static Declined declinedBy(BusyAuthority.Refusal refusal) throws IOException {
    try (BusyAuthority authority = BusyAuthority.answering(refusal)) {
      Declined declined = declinedAt(authority.directory());
      assertThat(authority.orders()).isEqualTo(1);
      return declined;
    }
  }

  private static Declined declinedAt(String directory) {
    AcmeAuthority authority =
        new AcmeAuthority(
            AcmeSettings.from(new Variables(Map.of("STACKYN_ACME_DIRECTORY", directory))),
            platform.bean(AcmeAccounts.class),
            platform.bean(Proofs.class),
            platform.bean(CertificateMaker.class),
            Clock.systemUTC());
    CertifiedName name = new CertifiedName("busy.example.net");
    return catchThrowableOfType(
        Declined.class, () -> authority.certify(name, ProofKind.HTTP, new Stop()));
  }

  private static Host routed(String name) {
    Host host = new Host(name);
    platform
        .bean(Routing.class)
        .announce(
            new AppId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))),
            List.of(host));
    return host;
  }

  /**
   * What has just been done may not have ended as a job: until then, it may still be written of.
   */
  private static void due(Host host) {
    Eventually.that(
        "nobody is at work on it",
        () ->
            platform
                .query(
                    """
                    select count(*) from jobs.jobs
                    where (kind = 'certificates' or unique_key = 'certificate:%s')
                        and status in ('PENDING', 'RUNNING')
                    """
                        .formatted(host))
                .equals("0"));
    platform.sql(
        "update routing.certificates set next_try = now() where name = '%s'".formatted(host));
    platform.bean(CertificateRound.class).soon();
  }

  private static KeyedChain awaitServed(Host host) {
    Eventually.that(
        host + " is served", () -> platform.bean(LiveCertificates.class).find(host).isPresent());
    return served(host);
  }

  private static KeyedChain served(Host host) {
    return platform.bean(LiveCertificates.class).find(host).orElseThrow();
  }

  private static Certificate known(Host host) {
    return platform.bean(CertificateBook.class).find(CertifiedName.of(host)).orElseThrow();
  }

  private static Certificate.State stateOf(Host host) {
    return platform
        .bean(CertificateBook.class)
        .find(CertifiedName.of(host))
        .map(certificate -> certificate.stateAt(now()))
        .orElse(Certificate.State.PENDING);
  }

  private static Duration life(KeyedChain chain) {
    return Duration.between(chain.notBefore(), chain.notAfter());
  }

  private static Instant now() {
    return Clock.systemUTC().instant();
  }
}
