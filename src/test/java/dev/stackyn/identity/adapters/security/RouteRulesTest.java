package dev.stackyn.identity.adapters.security;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.testing.TestPlatform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouteRulesTest {

  @BeforeEach
  void forget() {
    System.setProperty(UndeclaredController.SWITCH, "true");
  }

  @AfterEach
  void remember() {
    System.clearProperty(UndeclaredController.SWITCH);
  }

  @Test
  void aRouteThatDeclaresNothingKeepsThePlatformFromStarting() {
    assertThatThrownBy(() -> TestPlatform.start().close())
        .hasStackTraceContaining("no @Access is declared for")
        .hasStackTraceContaining("GET /undeclared (UndeclaredController)");
  }
}
