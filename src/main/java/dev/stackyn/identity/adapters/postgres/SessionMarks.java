package dev.stackyn.identity.adapters.postgres;

import dev.stackyn.identity.domain.SessionAnswers;
import dev.stackyn.platform.domain.RowMark;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** What tells that a session, or its user, has changed. */
@Factory
final class SessionMarks {

  @Singleton
  RowMark session() {
    return new RowMark(
        SessionAnswers.SESSION,
        """
        select s.xmin || ' ' || u.xmin
        from identity.sessions s join identity.users u on u.id = s.user_id where s.id = k.id\
        """);
  }
}
