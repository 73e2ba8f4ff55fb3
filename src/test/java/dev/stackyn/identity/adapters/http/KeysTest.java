package dev.stackyn.identity.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.testing.Person;
import dev.stackyn.testing.TestPlatform;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeysTest {

  @Test
  void anAdministratorChangesTheKeyAndNobodyIsSignedOut() {
    try (TestPlatform platform = TestPlatform.start().untilReady()) {
      Person admin = platform.admin();
      Person ada = platform.signUp("ada@example.com");
      assertThat(platform.stranger().get("/.well-known/jwks.json").list("keys")).hasSize(1);

      admin.post("/admin/keys/rotate", Map.of()).expect(200);

      assertThat(platform.stranger().get("/.well-known/jwks.json").list("keys")).hasSize(2);
      ada.get("/api/user/me").expect(200);
      Person signedWithTheNewKey = platform.signUp("bob@example.com");
      signedWithTheNewKey.get("/api/user/me").expect(200);
      assertThat(
              platform.query(
                  "select count(*) from platform.audit_log where action = 'keys.rotated'"))
          .isEqualTo("1");

      admin.post("/admin/keys/rotate", Map.of()).expect(200);
      ada.get("/api/user/me").expect(401);
      signedWithTheNewKey.get("/api/user/me").expect(200);
    }
  }
}
