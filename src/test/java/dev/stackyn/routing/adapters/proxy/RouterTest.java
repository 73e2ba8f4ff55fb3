package dev.stackyn.routing.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.adapters.proxy.Client.Reply;
import dev.stackyn.routing.domain.Host;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What backends and clients see of the router when both do as they should. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RouterTest {
  private final BlockingQueue<Message> seen = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
  private final ScriptedBackend backend =
      ScriptedBackend.of((request, in, out) -> {
        seen.add(request);
        bodies.add(request.body(in));
        ScriptedBackend.say(out, "hello");
      });
  private final RouterRig rig = RouterRig.start().pointedAt(backend);

  @AfterEach
  void close() {
    rig.close();
    backend.close();
  }

  @Test
  void takesARequestToItsAppAndTheAnswerBack() throws Exception {
    Reply reply = rig.get("/a%20path/../x?q=1&q=%C3%A4");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("hello");
    assertThat(seen.take().line()).isEqualTo("GET /a%20path/../x?q=1&q=%C3%A4 HTTP/1.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "APP.Example.com",
        "app.example.com.",
        "app.example.com:8000",
        "App.example.com.:80"
      })
  void knowsAHostHoweverItIsWritten(String host) throws Exception {
    try (Client client = rig.client()) {
      assertThat(client.get(host, "/").status()).isEqualTo(200);
    }
    assertThat(seen.take().header("Host")).hasValue(host);
  }

  @Test
  void tellsWhereARequestComesFromAndBelievesNobodyElse() throws Exception {
    try (Client client = rig.client()) {
      client
          .head(
              "GET / HTTP/1.1",
              "Host: app.example.com:8000",
              "X-Forwarded-For: 6.6.6.6",
              "X-Forwarded-Proto: https",
              "X-Forwarded-Host: bank.example.com",
              "X-Forwarded-Prefix: /admin",
              "X-Real-IP: 6.6.6.6",
              "Forwarded: for=6.6.6.6",
              "Proxy: http://6.6.6.6",
              "X-Own: kept")
          .reply();
    }
    Message request = seen.take();

    assertThat(request.header("X-Forwarded-For")).hasValue("127.0.0.1");
    assertThat(request.header("X-Forwarded-Proto")).hasValue("http");
    assertThat(request.header("X-Forwarded-Host")).hasValue("app.example.com:8000");
    assertThat(request.header("X-Forwarded-Prefix")).isEmpty();
    assertThat(request.header("X-Real-IP")).isEmpty();
    assertThat(request.header("Forwarded"))
        .hasValue("for=127.0.0.1;host=\"app.example.com:8000\";proto=http");
    assertThat(request.header("X-Forwarded-Port")).hasValue("8000");
    assertThat(request.header("Proxy")).isEmpty();
    assertThat(request.header("X-Own")).hasValue("kept");
  }

  @Test
  void believesTheProxiesThatTheSettingsName() throws Exception {
    try (RouterRig trusting =
            RouterRig.start(Map.of("STACKYN_TRUSTED_PROXIES", "127.0.0.0/8")).pointedAt(backend);
        Client client = trusting.client()) {
      client
          .head(
              "GET / HTTP/1.1",
              "Host: app.example.com",
              "X-Forwarded-For: 5.5.5.5",
              "X-Forwarded-For: 10.0.0.9",
              "X-Forwarded-Proto: https",
              "X-Forwarded-Port: 8443",
              "Forwarded: for=5.5.5.5;proto=https",
              "X-Forwarded-Host: www.example.com")
          .reply();
    }
    Message request = seen.take();

    assertThat(request.all("X-Forwarded-For")).containsExactly("5.5.5.5, 10.0.0.9, 127.0.0.1");
    assertThat(request.header("X-Forwarded-Proto")).hasValue("https");
    assertThat(request.header("X-Forwarded-Host")).hasValue("www.example.com");
    assertThat(request.header("X-Forwarded-Port")).hasValue("8443");
    assertThat(request.all("Forwarded"))
        .containsExactly(
            "for=5.5.5.5;proto=https, for=127.0.0.1;host=\"app.example.com\";proto=http");
  }

  @Test
  void headersThatConcernOneConnectionGoNoFurther() throws Exception {
    try (ScriptedBackend talkative =
            ScriptedBackend.of((request, in, out) -> {
              seen.add(request);
              ScriptedBackend.write(
                  out,
                  String.join(
                      "\r\n",
                      "HTTP/1.1 200 OK",
                      "Connection: keep-alive, X-Hop",
                      "Keep-Alive: timeout=9",
                      "X-Hop: 1",
                      "X-Kept: 1",
                      "Set-Cookie: a=1",
                      "Set-Cookie: b=2",
                      "Content-Length: 0",
                      "\r\n"));
            });
        Client client = rig.pointedAt(talkative).client()) {
      Reply reply =
          client
              .head(
                  "GET / HTTP/1.1",
                  "Host: app.example.com",
                  "Connection: X-Hop, Content-Length, Host, keep-alive",
                  "Keep-Alive: 5",
                  "TE: trailers",
                  "Proxy-Authorization: Basic x",
                  "X-Hop: 1",
                  "X-Kept: 1",
                  "Content-Length: 0")
              .reply();
      Message request = seen.take();

      assertThat(request.header("X-Kept")).hasValue("1");
      assertThat(request.all("Host")).containsExactly("app.example.com");
      assertThat(List.of("X-Hop", "Keep-Alive", "TE", "Proxy-Authorization", "Connection"))
          .allSatisfy(name -> assertThat(request.header(name)).isEmpty());
      assertThat(reply.head().header("X-Kept")).hasValue("1");
      assertThat(reply.head().all("Set-Cookie")).containsExactly("a=1", "b=2");
      assertThat(List.of("X-Hop", "Keep-Alive"))
          .allSatisfy(name -> assertThat(reply.head().header(name)).isEmpty());
    }
  }

  @Test
  void everyRequestHasAnIdAndKeepsTheOneItBrought() throws Exception {
    rig.get("/");
    assertThat(seen.take().header("X-Request-ID"))
        .hasValueSatisfying(id -> assertThat(id).hasSizeGreaterThan(30));
    try (Client client = rig.client()) {
      client.head("GET / HTTP/1.1", "Host: app.example.com", "X-Request-ID: mine-1").reply();
      assertThat(seen.take().all("X-Request-ID")).containsExactly("mine-1");
      client.head("GET / HTTP/1.1", "Host: app.example.com", "X-Request-ID: <script>").reply();
      assertThat(seen.take().header("X-Request-ID"))
          .hasValueSatisfying(id -> assertThat(id).doesNotContain("<"));
    }
  }

  @Test
  void clientsAndBackendsKeepTheirConnections() throws Exception {
    try (Client client = rig.client()) {
      for (int i = 0; i < 20; i++) {
        assertThat(client.get(RouterRig.HOST, "/" + i).status()).isEqualTo(200);
      }
    }
    assertThat(backend.connections()).isEqualTo(1);
  }

  @Test
  void aConnectionThatItsBackendWillSoonCloseIsNotUsedAgain() throws Exception {
    try (ScriptedBackend hasty =
            ScriptedBackend.of((request, in, out) ->
                ScriptedBackend.write(
                    out,
                    "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=2, max=9\r\nContent-Length: 0\r\n\r\n"));
        Client client = rig.pointedAt(hasty).client()) {
      for (int i = 0; i < 3; i++) {
        Reply reply = client.get(RouterRig.HOST, "/");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.head().header("Connection")).isEmpty();
      }
      assertThat(hasty.connections()).isEqualTo(3);
    }
  }

  @Test
  void whatIsNotAsciiComesThroughAsItIs() throws Exception {
    try (ScriptedBackend french =
            ScriptedBackend.of((request, in, out) ->
                ScriptedBackend.write(
                    out,
                    "HTTP/1.1 200 Tr\u00e8s bien\r\nX-Echo: %s\r\nContent-Length: 0\r\n\r\n"
                        .formatted(request.header("X-Name").orElseThrow())));
        Client client = rig.pointedAt(french).client()) {
      Message head =
          client.head("GET / HTTP/1.1", "Host: app.example.com", "X-Name: caf\u00e9").replyHead();

      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("X-Echo")).hasValue("caf\u00e9");
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInTheirOrder() throws Exception {
    try (ScriptedBackend echo =
            ScriptedBackend.of(
                (request, in, out) -> ScriptedBackend.say(out, request.line().split(" ", -1)[1]));
        Client client = rig.pointedAt(echo).client()) {
      client.send(
          "GET /1 HTTP/1.1\r\nHost: app.example.com\r\n\r\n".repeat(2)
              + "GET /3 HTTP/1.1\r\nHost: app.example.com\r\n\r\n");
      assertThat(client.reply().body()).isEqualTo("/1");
      assertThat(client.reply().body()).isEqualTo("/1");
      assertThat(client.reply().body()).isEqualTo("/3");
    }
  }

  @Test
  void aBodyArrivesByLengthAndInChunks() throws Exception {
    try (Client client = rig.client()) {
      client
          .send("POST / HTTP/1.1\r\nHost: app.example.com\r\nContent-Length: 4\r\n\r\nbody")
          .reply();
      assertThat(seen.take().header("Content-Length")).hasValue("4");
      assertThat(bodies.take()).isEqualTo("body");
      client
          .send(
              "PUT / HTTP/1.1\r\nHost: app.example.com\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nbo\r\n2\r\ndy\r\n0\r\n\r\n")
          .reply();
      assertThat(seen.take().header("Transfer-Encoding")).hasValue("chunked");
      assertThat(bodies.take()).isEqualTo("body");
    }
  }

  @Test
  void headIsAnsweredWithTheLengthAndWithoutTheBody() throws Exception {
    try (ScriptedBackend large =
            ScriptedBackend.of((request, in, out) ->
                ScriptedBackend.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 12345\r\n\r\n"));
        Client client = rig.pointedAt(large).client()) {
      Message head = client.head("HEAD / HTTP/1.1", "Host: app.example.com").replyHead();
      assertThat(head.header("Content-Length")).hasValue("12345");
      assertThat(client.head("HEAD / HTTP/1.1", "Host: app.example.com").replyHead().status())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"204", "304"})
  void answersThatHaveNoBodyGetNone(int status) throws Exception {
    try (ScriptedBackend bare =
            ScriptedBackend.of((request, in, out) ->
                ScriptedBackend.write(
                    out, "HTTP/1.1 %d X\r\nETag: \"1\"\r\n\r\n".formatted(status)));
        Client client = rig.pointedAt(bare).client()) {
      for (int i = 0; i < 2; i++) {
        Message head = client.head("GET / HTTP/1.1", "Host: app.example.com").replyHead();
        assertThat(head.status()).isEqualTo(status);
        assertThat(head.header("Transfer-Encoding")).isEmpty();
        assertThat(head.header("Content-Length")).isEmpty();
        assertThat(head.header("ETag")).hasValue("\"1\"");
      }
    }
  }

  @Test
  void asksBeforeItSendsWhatAClientWantsToAskBeforeItSends() throws Exception {
    try (ScriptedBackend asking =
            ScriptedBackend.of((request, in, out) -> {
              assertThat(request.header("Expect")).hasValue("100-continue");
              if (request.line().contains("/large")) {
                ScriptedBackend.write(out, "HTTP/1.1 413 No\r\nContent-Length: 0\r\n\r\n");
                throw new ScriptedBackend.Hangup();
              }
              ScriptedBackend.write(out, "HTTP/1.1 100 Continue\r\n\r\n");
              ScriptedBackend.say(out, request.body(in));
            });
        Client client = rig.pointedAt(asking).client();
        Client other = rig.client()) {
      client.head(
          "POST / HTTP/1.1", "Host: app.example.com", "Content-Length: 4", "Expect: 100-continue");
      assertThat(client.replyHead().status()).isEqualTo(100);
      assertThat(client.send("body").reply().body()).isEqualTo("body");

      other.head(
          "POST /large HTTP/1.1",
          "Host: app.example.com",
          "Content-Length: 4",
          "Expect: 100-continue");
      assertThat(other.replyHead().status()).isEqualTo(413);
    }
  }

  @Test
  void anOldClientGetsAnAnswerItCanRead() throws Exception {
    try (ScriptedBackend chunked =
            ScriptedBackend.of((request, in, out) ->
                ScriptedBackend.write(
                    out,
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n"));
        Client client = rig.pointedAt(chunked).client()) {
      client.head("GET / HTTP/1.0", "Host: app.example.com");
      assertThat(client.rest()).doesNotContain("chunked").endsWith("\r\n\r\nabcdef");
    }
  }

  @Test
  void trailersComeThrough() throws Exception {
    try (ScriptedBackend chunked =
            ScriptedBackend.of((request, in, out) ->
                ScriptedBackend.write(
                    out,
                    "HTTP/1.1 200 OK\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-Sum: 6\r\n\r\n"));
        Client client = rig.pointedAt(chunked).client()) {
      client.head("GET / HTTP/1.1", "Host: app.example.com", "Connection: close");
      assertThat(client.rest()).contains("Trailer: X-Sum").containsIgnoringCase("X-Sum: 6\r\n\r\n");
    }
  }

  @Test
  void anUnknownHostIsNobodys() throws Exception {
    try (Client client = rig.client()) {
      Reply reply = client.get("other.example.com", "/");

      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.head().header("Content-Type")).hasValue("application/json");
      assertThat(reply.body())
          .startsWith(
              "{\"error\":\"There is no app at this address.\",\"success\":false,\"code\":\"UNKNOWN_HOST\",\"request_id\":\"")
          .contains(reply.head().header("X-Request-ID").orElseThrow());
      assertThat(client.get(RouterRig.HOST, "/").status()).isEqualTo(200);
    }
  }

  @Test
  void aStoppedAppSaysSoAndAStartingOneWhenToComeBack() throws Exception {
    rig.withdraw();
    assertThat(rig.get("/").status()).isEqualTo(503);
    assertThat(rig.get("/").body()).contains("APP_STOPPED");
    rig.announce();
    assertThat(rig.get("/").body()).contains("APP_STARTING");
    assertThat(rig.get("/").head().header("Retry-After")).hasValue("1");
    rig.pointedAt(backend);
    assertThat(rig.get("/").status()).isEqualTo(200);
  }

  @Test
  void aBrowserGetsAPage() throws Exception {
    rig.withdraw();
    try (Client client = rig.client()) {
      Reply reply =
          client
              .head(
                  "GET / HTTP/1.1",
                  "Host: app.example.com",
                  "Accept: text/html,*/*;q=0.8",
                  "X-Request-ID: mine-1")
              .reply();

      assertThat(reply.head().header("Content-Type")).hasValue("text/html; charset=utf-8");
      assertThat(reply.body())
          .contains("<h1>This app is stopped.</h1>", "Request mine-1")
          .doesNotContain("127.0.0.1");
      Message head = client.head("HEAD / HTTP/1.1", "Host: app.example.com").replyHead();
      assertThat(head.status()).isEqualTo(503);
      assertThat(client.get(RouterRig.HOST, "/").status()).isEqualTo(503);
    }
  }

  @Test
  void isNotReadyUntilTheRoutesHaveBeenRead() throws Exception {
    try (RouterRig early = RouterRig.unread(Map.of("STACKYN_ROUTER_CONNECT_TIMEOUT", "100ms"))) {
      Reply reply = early.get("/");
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.body()).contains("NOT_READY");
      assertThat(reply.head().header("Retry-After")).hasValue("1");
    }
  }

  @Test
  void whoComesBeforeTheRoutesHaveBeenReadWaitsForThem() throws Exception {
    try (RouterRig early = RouterRig.unread(Map.of("STACKYN_ROUTER_CONNECT_TIMEOUT", "1m"));
        Client asking = early.client();
        Client posting = early.client()) {
      asking.head("GET / HTTP/1.1", "Host: app.example.com");
      posting.send("POST / HTTP/1.1\r\nHost: app.example.com\r\nContent-Length: 4\r\n\r\nbody");
      assertThat(asking.saysNothingFor(Duration.ofMillis(300))).isTrue();

      early.live().catchUp();
      assertThat(asking.reply().body()).contains("UNKNOWN_HOST");
      assertThat(posting.reply().body()).contains("UNKNOWN_HOST");
    }
  }

  /** Who had come before that is not kept waiting either. */
  @Test
  void answersByTheRoutesOfTheLastRunWhileThereIsNoDatabase() throws Exception {
    try (RouterRig early = RouterRig.unread(Map.of("STACKYN_ROUTER_CONNECT_TIMEOUT", "1m"));
        ScriptedBackend app = ScriptedBackend.saying("as before");
        Client waiting = early.client();
        Client stranger = early.client()) {
      waiting.head("GET / HTTP/1.1", "Host: " + RouterRig.HOST);
      assertThat(waiting.saysNothingFor(Duration.ofMillis(100))).isTrue();
      early.begunWith(app.backend());

      assertThat(waiting.reply().body()).isEqualTo("as before");
      assertThat(early.get("/").body()).isEqualTo("as before");
      stranger.head("GET / HTTP/1.1", "Host: other.example.com");
      assertThat(stranger.saysNothingFor(Duration.ofMillis(100))).isTrue();
      early.live().catchUp();
      assertThat(stranger.reply().body()).contains("UNKNOWN_HOST");
      assertThat(early.get("/").body()).as("all routes are known").contains("UNKNOWN_HOST");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void whoIsNotAnsweredByTheRoutesOfTheLastRunWaitsForTheDatabase(String method) throws Exception {
    try (RouterRig early = RouterRig.unread(Map.of("STACKYN_ROUTER_CONNECT_TIMEOUT", "1m"));
        ScriptedBackend app = ScriptedBackend.saying("switched meanwhile");
        Client client = early.client()) {
      try (ScriptedBackend gone = ScriptedBackend.saying("nobody hears this")) {
        early.begunWith(gone.backend());
      }
      client.send(
          method + " / HTTP/1.1\r\nHost: " + RouterRig.HOST + "\r\nContent-Length: 0\r\n\r\n");
      assertThat(client.saysNothingFor(Duration.ofMillis(300))).isTrue();
      early.point(app.backend());
      early.live().catchUp();

      assertThat(client.reply().body()).isEqualTo("switched meanwhile");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: app.example.com\r\nContent-Length: 4\r\nTransfer-Encoding: chunked",
        "Host: app.example.com\r\nTransfer-Encoding: chunked\r\nContent-Length: 4",
        "Host: app.example.com\r\nContent-Length: 4\r\nContent-Length: 5",
        "Host: app.example.com\r\nContent-Length: 4, 5",
        "Host: app.example.com\r\nContent-Length: +4",
        "Host: app.example.com\r\nTransfer-Encoding: gzip, chunked",
        "Host: app.example.com\r\nTransfer-Encoding: xchunked",
        "Host: app.example.com\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Host: app.example.com\r\nTransfer-Encoding : chunked",
        "Host: app.example.com\r\nHost: other.example.com",
        "Host: app.example.com\r\nX-Folded: 1\r\n Content-Length: 4",
        "Host: app.example.com\r\n: nameless",
        "X-No: host",
      })
  void whatCanBeReadInTwoWaysIsRefused(String headers) throws Exception {
    try (Client client = rig.client()) {
      client.send(
          "POST / HTTP/1.1\r\n"
              + headers
              + "\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: app.example.com\r\n\r\n");
      assertThat(client.rest())
          .startsWith("HTTP/1.1 400 ")
          .containsOnlyOnce("HTTP/1.1")
          .contains("BAD_REQUEST");
    }
    assertThat(seen).isEmpty();
  }

  /** Many an app finds both in one variable. */
  @Test
  void whatLooksLikeOurHeadersGoesNoFurtherEither() throws Exception {
    try (Client client = rig.client()) {
      client
          .head(
              "GET / HTTP/1.1",
              "Host: app.example.com",
              "X_Forwarded_For: 6.6.6.6",
              "Transfer_Encoding: chunked",
              "X_Request-ID: theirs",
              "X_Own: kept")
          .reply();
    }
    assertThat(seen.take().headers())
        .contains("X_Own: kept")
        .noneMatch(header -> header.contains("6.6.6.6") || header.contains("theirs"))
        .noneMatch(header -> header.startsWith("Transfer_"));
  }

  @Test
  void letterlessBytesOfAnAddressAreEscaped() throws Exception {
    try (Client client = rig.client()) {
      client.head("GET /\u00c3\u00a4?q=\u00ff HTTP/1.1", "Host: app.example.com").reply();
    }
    assertThat(seen.take().line()).isEqualTo("GET /%C3%A4?q=%FF HTTP/1.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /a\u0001b HTTP/1.1",
        "GET * HTTP/1.1",
        "GET / HTTP/2.0",
        "GET http://other.example.com/ HTTP/1.1",
        "GET app.example.com/ HTTP/1.1",
        "CONNECT app.example.com:443 HTTP/1.1"
      })
  void anAddressThatIsNotTheHostsOwnIsRefused(String line) throws Exception {
    try (Client client = rig.client()) {
      client.head(line, "Host: app.example.com");
      assertThat(client.rest()).startsWith("HTTP/1.1 400 ");
    }
    assertThat(seen).isEmpty();
  }

  @Test
  void aWholeAddressMayBeSent() throws Exception {
    try (Client client = rig.client()) {
      client.head("GET http://app.example.com?x=1 HTTP/1.1", "Host: app.example.com").reply();
    }
    assertThat(seen.take().line()).isEqualTo("GET /?x=1 HTTP/1.1");
  }

  @Test
  void headsThatAreTooLargeAreRefused() throws Exception {
    try (Client client = rig.client();
        Client other = rig.client()) {
      client.head("GET / HTTP/1.1", "Host: app.example.com", "X-Large: " + "x".repeat(17 << 10));
      assertThat(client.rest()).contains(" 431 ").contains("HEADERS_TOO_LARGE");
      other.head("GET /" + "x".repeat(9 << 10) + " HTTP/1.1", "Host: app.example.com");
      assertThat(other.rest()).contains(" 414 ").contains("URI_TOO_LONG");
    }
    assertThat(seen).isEmpty();
  }

  @Test
  void routesAreFoundByHostAlone() throws IOException {
    try (ScriptedBackend other = ScriptedBackend.saying("other");
        Client client = rig.client()) {
      rig.routing()
          .point(
              new AppId(new UUID(7, 8)), List.of(new Host("other.example.com")), other.backend());

      assertThat(client.get("other.example.com", "/").body()).isEqualTo("other");
      assertThat(client.get(RouterRig.HOST, "/").body()).isEqualTo("hello");
    }
  }
}
