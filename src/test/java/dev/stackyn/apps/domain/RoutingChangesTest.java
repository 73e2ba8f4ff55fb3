package dev.stackyn.apps.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.stackyn.identity.domain.PasswordHash;
import dev.stackyn.kernel.FieldProblem;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.routing.domain.Rules;
import dev.stackyn.routing.domain.Www;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RoutingChangesTest {
  private static final PasswordHash HASH = new PasswordHash("$argon2id$x");

  private static final Map<String, @Nullable Object> EVERYTHING =
      Map.of(
          "https_redirect",
          true,
          "www_redirect",
          "to_apex",
          "basic_auth",
          Map.of("user", "ada", "password", "correct horse"),
          "allowed_addresses",
          List.of("10.0.0.0/8", "2001:db8::1"),
          "maintenance",
          true,
          "maintenance_message",
          "Back at noon.",
          "rate_limit",
          Map.of("per_second", 5),
          "response_headers",
          Map.of("X-B", "2", "X-A", "1"),
          "body_limit_kb",
          3);

  @Test
  void saysEverythingAtOnce() {
    Rules rules = over(Rules.NONE, EVERYTHING);

    assertThat(rules.toHttps()).isTrue();
    assertThat(rules.www()).isEqualTo(Www.TO_APEX);
    assertThat(rules.login().orElseThrow().user()).isEqualTo("ada");
    assertThat(rules.login().orElseThrow().password()).isEqualTo(HASH);
    assertThat(rules.addresses())
        .map(Object::toString)
        .containsExactly("10.0.0.0/8", "2001:db8:0:0:0:0:0:1");
    assertThat(rules.maintenance().message()).hasValue("Back at noon.");
    assertThat(rules.rate().orElseThrow().burst()).isEqualTo(5);
    assertThat(rules.headers())
        .map(line -> line.name() + line.value())
        .containsExactly("X-A1", "X-B2");
    assertThat(rules.mostBody()).hasValue(3 * 1024);
  }

  @Test
  void whatIsNotSaidStays() {
    Rules rules = over(Rules.NONE, EVERYTHING);

    assertThat(over(rules, Map.of())).isEqualTo(rules);
    assertThat(over(rules, Map.of("maintenance", false)).maintenance().message())
        .hasValue("Back at noon.");
  }

  @Test
  void nullTakesAway() {
    Map<String, @Nullable Object> nothing = new HashMap<>();
    EVERYTHING.keySet().forEach(name -> nothing.put(name, null));

    assertThat(over(over(Rules.NONE, EVERYTHING), nothing)).isEqualTo(Rules.NONE);
  }

  @Test
  void anotherNameKeepsThePassword() {
    Rules rules = over(Rules.NONE, EVERYTHING);
    Map<String, @Nullable Object> renamed = Map.of("basic_auth", Map.of("user", "eve"));

    assertThat(read(renamed).over(rules, Optional.empty()).login().orElseThrow().password())
        .isEqualTo(HASH);
    assertThatThrownBy(() -> read(renamed).over(Rules.NONE, Optional.empty()))
        .isInstanceOf(Refusal.class)
        .hasMessage("A password is required.");
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("https_redirect", "yes", "https_redirect"),
        Arguments.of("www_redirect", "www", "www_redirect"),
        Arguments.of("basic_auth", "ada:pass", "basic_auth"),
        Arguments.of("basic_auth", Map.of("password", "correct horse"), "basic_auth.user"),
        Arguments.of("basic_auth", Map.of("user", "a:b"), "basic_auth.user"),
        Arguments.of("basic_auth", Map.of("user", "", "password", "12345678"), "basic_auth.user"),
        Arguments.of("basic_auth", Map.of("user", "a\nb"), "basic_auth.user"),
        Arguments.of("basic_auth", Map.of("user", 7), "basic_auth.user"),
        Arguments.of(
            "basic_auth", Map.of("user", "ada", "password", "short"), "basic_auth.password"),
        Arguments.of("allowed_addresses", "10.0.0.1", "allowed_addresses"),
        Arguments.of("allowed_addresses", List.of("10.0.0.0/33"), "allowed_addresses"),
        Arguments.of("allowed_addresses", List.of("example.com"), "allowed_addresses"),
        Arguments.of("allowed_addresses", Arrays.asList("10.0.0.1", null), "allowed_addresses"),
        Arguments.of("allowed_addresses", Collections.nCopies(101, "::1"), "allowed_addresses"),
        Arguments.of("maintenance", "on", "maintenance"),
        Arguments.of("maintenance_message", " ", "maintenance_message"),
        Arguments.of("maintenance_message", "x".repeat(501), "maintenance_message"),
        Arguments.of("maintenance_message", "a\u0007b", "maintenance_message"),
        Arguments.of("rate_limit", 5, "rate_limit"),
        Arguments.of("rate_limit", Map.of("burst", 5), "rate_limit.per_second"),
        Arguments.of("rate_limit", Map.of("per_second", 0), "rate_limit.per_second"),
        Arguments.of("rate_limit", Map.of("per_second", 1, "burst", 0.5), "rate_limit.burst"),
        Arguments.of("response_headers", List.of(), "response_headers"),
        Arguments.of("response_headers", Map.of("X Y", "1"), "response_headers"),
        Arguments.of("response_headers", Map.of("X-A", "1\r\nSet-Cookie: a=b"), "response_headers"),
        Arguments.of("response_headers", Map.of("X-A", ""), "response_headers"),
        Arguments.of("response_headers", Map.of("content-LENGTH", "1"), "response_headers"),
        Arguments.of("response_headers", Map.of("Connection", "close"), "response_headers"),
        Arguments.of("response_headers", Map.of("Transfer-Encoding", "x"), "response_headers"),
        Arguments.of("response_headers", Map.of("Set-Cookie", "a=b"), "response_headers"),
        Arguments.of("response_headers", Map.of("X-A", "1", "x-a", "2"), "response_headers"),
        Arguments.of("response_headers", headers(31), "response_headers"),
        Arguments.of("body_limit_kb", 0, "body_limit_kb"),
        Arguments.of("body_limit_kb", "10MB", "body_limit_kb"));
  }

  @ParameterizedTest
  @MethodSource
  void wrong(String name, Object value, String field) {
    assertThatThrownBy(() -> read(Map.of(name, value)))
        .asInstanceOf(type(Refusal.class))
        .satisfies(refusal ->
            assertThat(refusal.details()).map(FieldProblem::field).containsExactly(field));
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    assertThatThrownBy(() -> read(Map.of("maintenance", 1, "body_limit_kb", -1)))
        .asInstanceOf(type(Refusal.class))
        .satisfies(refusal ->
            assertThat(refusal.details())
                .map(FieldProblem::field)
                .containsExactlyInAnyOrder("maintenance", "body_limit_kb"));
  }

  @Test
  void theAuditLogIsToldWhatAndNotWhatOf() {
    assertThat(read(EVERYTHING).names())
        .isEqualTo(
            "https_redirect www_redirect basic_auth allowed_addresses maintenance"
                + " maintenance_message rate_limit response_headers body_limit_kb");
    assertThat(read(Map.of()).names()).isEmpty();
  }

  private static Map<String, String> headers(int count) {
    return IntStream.range(0, count)
        .boxed()
        .collect(Collectors.toMap(number -> "X-" + number, String::valueOf));
  }

  private static Rules over(Rules present, Map<String, @Nullable Object> said) {
    return read(said).over(present, Optional.of(HASH));
  }

  private static RoutingChanges read(Map<String, @Nullable Object> said) {
    Fields fields = new Fields();
    RoutingChanges changes = RoutingChanges.of(said, fields);
    fields.refuse();
    return changes;
  }
}
