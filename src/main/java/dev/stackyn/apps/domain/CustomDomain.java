package dev.stackyn.apps.domain;

import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.Host;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A name that an owner wants his app to answer to.
 *
 * @param token what shows in its DNS that it is his
 * @param active whether it has been shown to be his: only then do its requests reach the app
 * @param reason why it is, or is not, in words for the owner
 */
public record CustomDomain(
    AppId app,
    Host host,
    String token,
    boolean active,
    String reason,
    Instant createdAt,
    Optional<Instant> checkedAt) {
  /** Where the record that shows the owner is. */
  private static final String PLACE = "_stackyn.";

  private static final String MARK = "stackyn=";

  public CustomDomain {
    Objects.requireNonNull(app, "app");
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(checkedAt, "checkedAt");
  }

  static CustomDomain wanted(AppId app, Host host, String token, Instant now) {
    return new CustomDomain(app, host, token, false, "not looked at yet", now, Optional.empty());
  }

  public String recordName() {
    return PLACE + host;
  }

  public String recordText() {
    return MARK + token;
  }

  CustomDomain found(boolean proven, String why, Instant now) {
    return new CustomDomain(app, host, token, proven, why, createdAt, Optional.of(now));
  }
}
