package dev.stackyn.identity.domain;

import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.platform.domain.KeptAnswers;
import dev.stackyn.platform.domain.KeptAnswers.Look;
import dev.stackyn.platform.domain.KeptAnswers.Reading;
import dev.stackyn.platform.domain.RowSet;
import dev.stackyn.platform.domain.WireAnswer;
import jakarta.inject.Singleton;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Answers that pages ask for again and again, kept for one session each. They depend on the session
 * and its user too: what was answered before the session was ended, or its user suspended, is not
 * given again.
 */
@Singleton
public class SessionAnswers {
  /** By a session's id: its row and that of its user. */
  public static final RowSet.Kind SESSION = RowSet.Kind.byId("session");

  private final KeptAnswers kept;
  private final Sessions sessions;

  public SessionAnswers(KeptAnswers kept, Sessions sessions) {
    this.kept = kept;
    this.sessions = sessions;
  }

  /** What reads an answer, as somebody who may see it. */
  public interface Reader extends Function<Caller, Reading> {}

  /** The answer at that address, kept or read. Programs, which have no session, do not poll. */
  public WireAnswer find(Caller caller, String address, Reader reader) {
    return caller
        .session()
        .map(session -> find(caller, session, address, reader))
        .orElseGet(() -> reader.apply(caller).answer());
  }

  private WireAnswer find(Caller caller, SessionId session, String address, Reader reader) {
    Look look = kept.look(session + " " + address);
    return look.answer()
        .orElseGet(
            () -> look.keep(read(look.isForOthers() ? again(session) : caller, session, reader)));
  }

  private static Reading read(Caller caller, SessionId session, Reader reader) {
    Reading reading = reader.apply(caller);
    if (reading.isPassing()) {
      return reading;
    }
    return new Reading(
        reading.answer(),
        Stream.concat(Stream.of(SESSION.of(session.value())), reading.rows().stream()).toList(),
        reading.until());
  }

  /**
   * What is known of him may be half a second old, and older than the marks that his answer is to
   * be kept with.
   */
  private Caller again(SessionId session) {
    return sessions
        .known(session)
        .map(KnownCredential::caller)
        .orElseThrow(() -> Refusal.of(ErrorCode.UNAUTHORIZED, "Invalid or expired token"));
  }
}
