package dev.stackyn.deployments.adapters.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.domain.ProxySettings;
import dev.stackyn.deployments.domain.ProxySettings.HostAndPort;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.Repository;
import dev.stackyn.deployments.engine.ports.Checkout;
import dev.stackyn.kernel.AddressRange;
import dev.stackyn.testing.Author;
import dev.stackyn.testing.GitWebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressWallTest {
  @TempDir private Path folder;

  private GitWebServer server;
  private SourcesRig rig;

  @BeforeEach
  void serve() throws IOException {
    Author author = Author.in(folder.resolve("served/app"));
    author.write("a", "1").commit("one");
    server = GitWebServer.of(folder.resolve("served"));
    rig = new SourcesRig(folder.resolve("home"));
  }

  @AfterEach
  void stopServing() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.9.9.9", "169.254.169.254",
        "172.31.255.255", "192.0.0.8", "192.168.0.1", "198.18.0.1", "203.0.113.9", "224.0.0.1",
        "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::127.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::",
        "fc00::1", "fd12::1", "fe80::1", "fec0::1", "ff02::1"
      })
  void whatIsSpecialIsNotPublic(String address) {
    assertThat(PublicAddresses.hold(AddressRange.numeric(address).orElseThrow())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"140.82.121.4", "1.1.1.1", "172.32.0.1", "2606:50c0:8000::153"})
  void theRestIs(String address) {
    assertThat(PublicAddresses.hold(AddressRange.numeric(address).orElseThrow())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/app.git",
        "https://[::1]/app.git",
        "https://localhost/app.git",
        "https://2130706433/app.git",
        "https://169.254.169.254/latest/meta-data",
        "http://127.0.0.1/app.git",
        "ssh://git@127.0.0.1/app.git",
        "git@localhost:app.git",
        "file:///etc"
      })
  void nothingOnTheInsideIsAsked(String url) throws Exception {
    Repository repository =
        url.contains("git@")
            ? new Repository(SourcesRig.open(url).url(), Optional.of(SshSourcesTest.someKey()))
            : SourcesRig.open(url);
    assertThat(rig.allow("").code(repository, "")).isEqualTo(DeployCode.REPO_HOST_NOT_ALLOWED);
  }

  @Test
  void aNameIsJudgedByWhereItLeads() throws IOException {
    rig.allow("").resolver(loopback("git.example.com"));

    assertThat(rig.code(SourcesRig.open("https://git.example.com/app.git"), ""))
        .isEqualTo(DeployCode.REPO_HOST_NOT_ALLOWED);
    assertThat(server.seen()).isEmpty();
  }

  @Test
  void aNameThatIsListedMayLeadAnywhere() throws IOException {
    rig.allow("git.example.com").resolver(loopback("git.example.com"));

    try (Checkout checkout =
        rig.checkOut(
            SourcesRig.open("http://git.example.com:" + server.port() + "/app/.git"), "")) {
      assertThat(checkout.folder().resolve("a")).hasContent("1");
    }
  }

  /** A name server that says something public when asked first, and loopback from then on. */
  @Test
  void theAddressThatWasCheckedIsTheOneConnectedTo() throws IOException {
    int[] asked = new int[1];
    rig.allow("")
        .resolver(name ->
            List.of(InetAddress.ofLiteral(asked[0]++ == 0 ? "192.168.77.1" : "140.82.121.4")));

    assertThat(rig.code(SourcesRig.open("https://git.example.com/app.git"), ""))
        .isEqualTo(DeployCode.REPO_HOST_NOT_ALLOWED);
    assertThat(asked[0]).isEqualTo(1);
  }

  @Test
  void aRedirectIsJudgedLikeAnyUrl() throws IOException {
    rig.allow("git.example.com").resolver(loopback("git.example.com", "inside.example.com"));
    Repository moved = SourcesRig.open("http://git.example.com:" + server.port() + "/moved");
    server.redirect("moved", "http://127.0.0.1:" + server.port() + "/app/.git");
    assertThat(rig.code(moved, "")).isEqualTo(DeployCode.REPO_HOST_NOT_ALLOWED);

    server.redirect("moved", "https://inside.example.com:" + server.port() + "/app/.git");
    assertThat(rig.code(moved, "")).isEqualTo(DeployCode.REPO_HOST_NOT_ALLOWED);
    assertThat(server.seen()).noneMatch(seen -> seen.path().startsWith("/app"));
  }

  @Test
  void aRedirectIsFollowedWithoutTheToken() throws IOException {
    server.redirect("moved", "http://127.0.0.2:" + server.port() + "/app/.git");
    rig.resolver(
        name -> List.of(InetAddress.ofLiteral(name.equals("127.0.0.2") ? "127.0.0.1" : name)));
    rig.checkOut(SourcesRig.withToken(server.url("moved"), "hush"), "").close();

    assertThat(server.seen())
        .filteredOn(seen -> seen.path().startsWith("/moved"))
        .isNotEmpty()
        .allMatch(seen -> seen.authorization().isPresent());
    assertThat(server.seen())
        .filteredOn(seen -> seen.path().startsWith("/app"))
        .isNotEmpty()
        .allMatch(seen -> seen.authorization().isEmpty());
  }

  @Test
  void noTokenIsEverTold() throws IOException {
    server.protect("app", "oauth2", "right");
    var failure = rig.failure(SourcesRig.withToken(server.url("app/.git"), "hush-hush-token"), "");
    java.io.StringWriter text = new java.io.StringWriter();
    failure.printStackTrace(new java.io.PrintWriter(text, true));

    assertThat(text.toString()).doesNotContain("hush").contains("refuses this app's token");
    assertThat(rig.log()).noneMatch(line -> line.contains("hush"));
  }

  @Test
  void aFolderOfThisMachineIsReadOnlyBelowAListedFolder() throws IOException {
    Path served = folder.resolve("served");
    Repository app = SourcesRig.open("file://" + served.resolve("app"));
    Files.createSymbolicLink(served.resolve("way-out"), Path.of("/etc"));
    rig.allow("file:" + served);

    try (Checkout checkout = rig.checkOut(app, "main")) {
      assertThat(checkout.folder().resolve("a")).hasContent("1");
    }
    assertThat(rig.code(SourcesRig.open("file://" + served + "/../home"), ""))
        .isEqualTo(DeployCode.REPO_HOST_NOT_ALLOWED);
    assertThat(rig.code(SourcesRig.open("file://" + served.resolve("way-out")), ""))
        .isEqualTo(DeployCode.REPO_HOST_NOT_ALLOWED);
    assertThat(rig.code(SourcesRig.open("file://" + served.resolve("none")), ""))
        .isEqualTo(DeployCode.REPO_NOT_FOUND);
  }

  @Test
  void aProxyIsAskedInsteadOfTheHost() throws IOException {
    rig.allow("git.example.com")
        .resolver(loopback("git.example.com"))
        .proxies(
            new ProxySettings(
                Optional.empty(),
                Optional.of(new HostAndPort("127.0.0.1", server.port())),
                List.of()));

    // Nobody listens on the port of the URL: only the proxy can have answered.
    try (Checkout checkout =
        rig.checkOut(SourcesRig.open("http://git.example.com:1/app/.git"), "")) {
      assertThat(checkout.folder().resolve("a")).hasContent("1");
    }
  }

  @Test
  void everyAnswerOfAHostHasItsName() {
    server.answer("busy", 503).answer("often", 429).answer("no", 403).answer("gone", 404);

    assertThat(rig.code(SourcesRig.open(server.url("busy")), ""))
        .isEqualTo(DeployCode.REPO_UNREACHABLE);
    assertThat(rig.failure(SourcesRig.open(server.url("often")), "")).hasMessageContaining("often");
    assertThat(rig.code(SourcesRig.open(server.url("no")), ""))
        .isEqualTo(DeployCode.REPO_ACCESS_DENIED);
    assertThat(rig.code(SourcesRig.open(server.url("gone")), ""))
        .isEqualTo(DeployCode.REPO_NOT_FOUND);
    assertThat(rig.code(SourcesRig.open("http://127.0.0.1:1/app.git"), ""))
        .isEqualTo(DeployCode.REPO_UNREACHABLE);
    rig.resolver(name -> {
      throw new UnknownHostException(name);
    });
    assertThat(rig.failure(SourcesRig.open("https://nowhere.example.com/app.git"), ""))
        .hasMessageContaining("no host named nowhere.example.com");
  }

  private static Resolver loopback(String... names) {
    return name ->
        List.of(InetAddress.ofLiteral(List.of(names).contains(name) ? "127.0.0.1" : name));
  }
}
