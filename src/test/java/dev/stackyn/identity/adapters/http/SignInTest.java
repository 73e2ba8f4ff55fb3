package dev.stackyn.identity.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.testing.Person;
import dev.stackyn.testing.TestPlatform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInTest {
  private TestPlatform platform;

  @BeforeAll
  void start() {
    platform = TestPlatform.start().untilReady();
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void signsUpWithACode() {
    Person ada = platform.signUp("ada@example.com");

    assertThat(ada.get("/api/auth/sessions").expect(200).list("sessions")).hasSize(1);
  }

  @Test
  void theAdministratorSeesTheAuditLog() {
    assertThat(platform.admin().get("/admin/audit").expect(200).list("entries")).isNotEmpty();
  }
}
