package dev.stackyn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequesterTest {
  private final UserId ada = new UserId(new UUID(0, 1));
  private final UserId bob = new UserId(new UUID(0, 2));
  private final Requester user = new Requester(ada, false);
  private final Requester admin = new Requester(ada, true);

  @Test
  void usersReachWhatIsTheirs() {
    assertThat(user.mayReach(ada)).isTrue();
    assertThat(user.mayReach(bob)).isFalse();
    assertThat(user.horizon()).contains(ada);
  }

  @Test
  void administratorsReachEverything() {
    assertThat(admin.mayReach(bob)).isTrue();
    assertThat(admin.mayReach(Optional.empty())).isTrue();
    assertThat(admin.horizon()).isEmpty();
  }

  @Test
  void whatNobodyOwnsIsOutOfUsersReach() {
    assertThat(user.mayReach(Optional.empty())).isFalse();
  }
}
