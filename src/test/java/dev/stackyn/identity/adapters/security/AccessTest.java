package dev.stackyn.identity.adapters.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.stackyn.identity.domain.AccessClaims;
import dev.stackyn.identity.domain.Door;
import dev.stackyn.identity.domain.Pass;
import dev.stackyn.identity.ports.AccessTokens;
import dev.stackyn.identity.ports.PassSigner;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.Scope;
import dev.stackyn.testing.Answer;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.TestPlatform;
import io.micronaut.http.HttpMethod;
import io.micronaut.web.router.Router;
import java.net.http.HttpRequest.BodyPublishers;
import java.text.ParseException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Walks every route that the platform has, whichever context it belongs to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {
  private static final String SOME_ID = "0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23";

  private TestPlatform platform;
  private Map<String, String> badTokens;
  private Person user;
  private Person reader;

  private record Route(HttpMethod method, String path, RouteRule rule) {
    boolean hasBody() {
      return method != HttpMethod.HEAD;
    }
  }

  @BeforeAll
  void start() throws ParseException, JOSEException {
    platform = TestPlatform.start(Map.of("STACKYN_REQUESTS_PER_SECOND", "10000")).untilReady();
    user = platform.signUp("user@example.com");
    reader =
        platform
            .stranger()
            .with(
                platform
                    .admin()
                    .post("/api/v1/tokens", Map.of("name", "reader", "scopes", List.of("read")))
                    .expect(201)
                    .text("token"));
    badTokens = badTokens();
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void thereAreRoutesOfEveryKind() {
    assertThat(routes().map(route -> route.rule.rule()).distinct())
        .containsExactlyInAnyOrder(Access.Rule.values());
  }

  @TestFactory
  Stream<DynamicTest> nobodyComesInWithoutAGoodToken() {
    return closedRoutes()
        .map(route ->
            DynamicTest.dynamicTest(
                name(route),
                () -> {
                  refused(route, platform.stranger(), "Authorization header required");
                  for (Map.Entry<String, String> bad : badTokens.entrySet()) {
                    Answer answer = call(route, platform.stranger().with(bad.getValue()));
                    assertThat(answer.status())
                        .as("%s with %s", name(route), bad.getKey())
                        .isEqualTo(401);
                    if (route.hasBody()) {
                      assertThat(answer.text("code")).isEqualTo("UNAUTHORIZED");
                    }
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> whoIsNoAdministratorIsTurnedAway() {
    return closedRoutes()
        .filter(route -> route.rule.rule() == Access.Rule.ADMIN)
        .map(route ->
            DynamicTest.dynamicTest(
                name(route), () -> assertThat(call(route, user).status()).isEqualTo(403)));
  }

  @TestFactory
  Stream<DynamicTest> anApiTokenWithTooSmallAScopeIsTurnedAway() {
    return closedRoutes()
        .filter(route -> route.rule.signedIn() || route.rule.scope() != Scope.READ)
        .map(route ->
            DynamicTest.dynamicTest(
                name(route),
                () -> {
                  Answer answer = call(route, reader).expect(403);
                  if (route.hasBody()) {
                    assertThat(answer.text("code")).isEqualTo("SCOPE_TOO_SMALL");
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> whatBelongsToNobodyOrSomebodyElseIsNotFound() {
    return closedRoutes()
        .filter(route -> route.rule.rule() == Access.Rule.USER && route.path.contains(SOME_ID))
        .map(route ->
            DynamicTest.dynamicTest(
                name(route), () -> assertThat(call(route, user).status()).isIn(404, 400, 415)));
  }

  @TestFactory
  Stream<DynamicTest> whatIsPublicAsksForNoToken() {
    return routes()
        .filter(route -> route.rule.rule() == Access.Rule.PUBLIC)
        .filter(route -> !route.path.startsWith("/probe") && !route.path.startsWith("/metrics"))
        .map(route ->
            DynamicTest.dynamicTest(
                name(route),
                () ->
                    assertThat(call(route, platform.stranger().with("garbage")).status())
                        .isNotIn(401, 403)));
  }

  @Test
  void whatIsNotThereIsNotThereForAnybody() {
    platform.stranger().get("/admin/nothing").expect(404);
    user.get("/admin/nothing").expect(404);
  }

  private Map<String, String> badTokens() throws ParseException, JOSEException {
    RSAKey key =
        RSAKey.parse(platform.stranger().get("/.well-known/jwks.json").list("keys").getFirst());
    JWTClaimsSet claims = SignedJWT.parse(user.token()).getJWTClaimsSet();
    AccessTokens tokens = platform.bean(AccessTokens.class);
    AccessClaims good = tokens.read(user.token()).orElseThrow();
    Person suspended = platform.signUp("suspended@example.com");
    platform.suspend("suspended@example.com");
    Person deleted = platform.signUp("deleted@example.com");
    platform.delete("deleted@example.com");
    Map<String, String> bad = new LinkedHashMap<>();
    bad.put("garbage", "garbage");
    bad.put("three garbage parts", "a.b.c");
    bad.put("an unknown API token", "stk_garbage");
    bad.put(
        "an expired token",
        tokens
            .sign(
                new AccessClaims(
                    good.user(), good.session(), good.tokenVersion(), good.holder(), Instant.EPOCH))
            .reveal());
    PassSigner passes = platform.bean(PassSigner.class);
    for (Door door : Door.values()) {
      Pass pass = new Pass(UUID.randomUUID(), good.session(), door, good.expiresAt());
      bad.put("a pass for " + door, passes.sign(pass).reveal());
    }
    bad.put("algorithm none", new PlainJWT(claims).serialize());
    bad.put(
        "HS256 with the public key",
        signed(
            JWSAlgorithm.HS256,
            key.getKeyID(),
            claims,
            new MACSigner(key.toRSAPublicKey().getEncoded())));
    bad.put(
        "somebody else's key under our name",
        signed(
            JWSAlgorithm.RS256,
            key.getKeyID(),
            claims,
            new RSASSASigner(new RSAKeyGenerator(2048).generate())));
    bad.put("a changed signature", user.token().substring(0, user.token().length() - 8));
    bad.put("a suspended user's token", suspended.token());
    bad.put("a deleted user's token", deleted.token());
    return bad;
  }

  private static String signed(
      JWSAlgorithm algorithm, String keyId, JWTClaimsSet claims, JWSSigner signer)
      throws JOSEException {
    SignedJWT token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
    token.sign(signer);
    return token.serialize();
  }

  private Stream<Route> closedRoutes() {
    return routes().filter(route -> route.rule.rule() != Access.Rule.PUBLIC);
  }

  private Stream<Route> routes() {
    return platform
        .bean(Router.class)
        .uriRoutes()
        .map(route ->
            new Route(
                route.getHttpMethod(),
                route
                    .getUriMatchTemplate()
                    .toString()
                    .replaceAll("\\{\\?[^}]*}", "")
                    .replaceAll("\\{[^}]*}", SOME_ID),
                RouteRule.of(route.getAnnotationMetadata(), route.getHttpMethod()).orElseThrow()));
  }

  private static String name(Route route) {
    return route.method + " " + route.path;
  }

  private static Answer call(Route route, Person person) {
    return person.send(
        person.request(route.path).method(route.method.name(), BodyPublishers.noBody()));
  }

  private static void refused(Route route, Person person, String text) {
    Answer answer = call(route, person).expect(401);
    if (route.hasBody()) {
      answer.expect(401, "UNAUTHORIZED", text);
    }
  }
}
