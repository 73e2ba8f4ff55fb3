package dev.stackyn.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Scope;
import dev.stackyn.kernel.UserId;
import dev.stackyn.testing.Arrivals;
import dev.stackyn.testing.AtOnce;
import dev.stackyn.testing.TestPlatform;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UsersTest {
  private TestPlatform platform;
  private Users users;

  @BeforeAll
  void start() {
    platform = TestPlatform.start().untilReady();
    users = platform.bean(Users.class);
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void theNewestComesFirstAndTheSearchIsForAPieceOfTheEmail() {
    platform.signUp("list-one@example.com");
    platform.signUp("list-two@example.com");
    platform.signUp("list%three@example.com");

    assertThat(emails(users.list(" LIST-", 10, 0)))
        .containsExactly("list-two@example.com", "list-one@example.com");
    assertThat(emails(users.list("list%", 10, 0))).containsExactly("list%three@example.com");
    assertThat(users.list("list", 1, 1).total()).isEqualTo(3);
    assertThat(emails(users.list("list", 1, 1))).containsExactly("list-two@example.com");
    assertThat(users.list("nobody at all", 10, 0).users()).isEmpty();
  }

  @Test
  void whoeverVerifiedACodeHasAVerifiedEmail() {
    platform.signUp("verified@example.com");

    assertThat(user("verified@example.com").standing().emailVerified()).isTrue();
  }

  @Test
  void suspensionEndsSessionsAndIsTakenBack() {
    platform.signUp("back@example.com");
    UserId id = platform.idOf("back@example.com");

    User suspended = users.suspend(platform.administrator(), id);
    assertThat(suspended.isSuspended()).isTrue();
    assertThat(suspended.standing().tokenVersion()).isEqualTo(2);

    assertThat(users.unsuspend(platform.administrator(), id).isSuspended()).isFalse();
  }

  @Test
  void whoIsMadeAnAdministratorIsOneAtOnce() {
    var person = platform.signUp("made@example.com");
    UserId id = platform.idOf("made@example.com");
    person.get("/admin/audit").expect(403, "FORBIDDEN", "Forbidden: Admin access required");

    users.makeAdmin(platform.administrator(), id);
    person.get("/admin/audit").expect(200);

    users.removeAdmin(platform.administrator(), id);
    person.get("/admin/audit").expect(403);
  }

  @Test
  void theLastAdministratorCannotBeTakenAway() {
    Caller admin = platform.administrator();

    assertRefused(() -> users.suspend(admin, admin.id()), ErrorCode.LAST_ADMIN);
    assertRefused(() -> users.removeAdmin(admin, admin.id()), ErrorCode.LAST_ADMIN);
    assertRefused(() -> users.delete(admin, admin.id()), ErrorCode.LAST_ADMIN);
  }

  @Test
  void ofTwoAdministratorsWhoRemoveEachOtherOneStays() {
    platform.signUp("rival@example.com");
    UserId first = platform.idOf(TestPlatform.ADMIN_EMAIL);
    UserId second = platform.idOf("rival@example.com");
    users.makeAdmin(platform.administrator(), second);
    Iterator<UserId> targets = new ConcurrentLinkedQueue<>(List.of(first, second)).iterator();

    List<Boolean> removed = AtOnce.times(2, () -> isRemoved(next(targets)));

    assertThat(removed).containsExactlyInAnyOrder(true, false);
    users.makeAdmin(caller(second), first);
    users.removeAdmin(caller(first), second);
  }

  @Test
  void whoIsNotThereIsNotFound() {
    UserId nobody = UserId.parse("0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23").orElseThrow();

    assertThat(users.find(nobody)).isEmpty();
    assertRefused(() -> users.suspend(platform.administrator(), nobody), ErrorCode.NOT_FOUND);
    assertRefused(() -> users.delete(platform.administrator(), nobody), ErrorCode.NOT_FOUND);
  }

  @Test
  void otherContextsHearWhoComesAndGoes() {
    Arrivals arrivals = platform.bean(Arrivals.class);
    platform.signUp("heard@example.com");
    platform.signUp("heard-too@example.com");
    UserId id = platform.idOf("heard@example.com");

    users.delete(platform.administrator(), id);

    assertThat(arrivals.came()).contains("heard@example.com", "heard-too@example.com");
    assertThat(arrivals.left()).contains(id);
    assertThat(users.find(id)).isEmpty();
  }

  @Test
  void whoCannotBePreparedForIsNotMade() {
    String email = Arrivals.UNWANTED;
    var person = platform.stranger();
    person.post("/api/auth/send-otp", Map.of("email", email)).expect(200);
    String code = platform.mail().codeFor(email);

    person.post("/api/auth/verify-otp", Map.of("email", email, "otp", code)).expect(500);

    assertThat(users.byEmail(new Email(email))).isEmpty();
  }

  private boolean isRemoved(UserId id) {
    try {
      users.removeAdmin(platform.administrator(), id);
      return true;
    } catch (Refusal refusal) {
      return false;
    }
  }

  private static synchronized UserId next(Iterator<UserId> targets) {
    return targets.next();
  }

  private static Caller caller(UserId id) {
    return new Caller(
        id,
        new Email("somebody@example.com"),
        Role.ADMIN,
        EnumSet.allOf(Scope.class),
        Optional.empty());
  }

  private User user(String email) {
    return users.byEmail(new Email(email)).orElseThrow();
  }

  private static List<String> emails(UserList list) {
    return list.users().stream().map(user -> user.email().value()).toList();
  }

  private static void assertRefused(Runnable task, ErrorCode code) {
    assertThatThrownBy(task::run)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}
