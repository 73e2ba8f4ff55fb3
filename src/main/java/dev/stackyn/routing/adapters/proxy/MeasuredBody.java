package dev.stackyn.routing.adapters.proxy;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, which breaks off where it is longer, or comes more slowly, than it may.
 * Only the client's own slowness counts: not that nobody takes what he has sent, nor that nobody
 * has bidden him to send it. And what goes both ways at once is a conversation: once the answer has
 * begun, he may say something when he likes.
 */
final class MeasuredBody implements ReadStream<Buffer> {
  private final HttpServerRequest whole;
  private final BodyWatch watch;
  private final Pace pace;
  private long most = Long.MAX_VALUE;
  private boolean bidden;
  private @Nullable Handler<Throwable> failed;
  private long come;
  private boolean tooSlow;

  /** It goes on for longer than its app allows, or for ever. */
  static final class BreakOffException extends RuntimeException {
    BreakOffException(String why) {
      // It is an answer, not a fault: nobody reads its stack trace.
      super(why, null, false, false);
    }
  }

  /**
   * @param bidden whether it comes by itself, and not when somebody has asked for it
   */
  MeasuredBody(HttpServerRequest whole, boolean bidden, BodyWatch watch) {
    this.whole = whole;
    this.bidden = bidden;
    this.watch = watch;
    this.pace = new Pace(watch.pace());
  }

  void limit(long bytes) {
    most = bytes;
  }

  /** The client has been told to send it. */
  void bid() {
    bidden = true;
    pace.begin();
  }

  boolean isTooLong() {
    return come > most;
  }

  boolean isTooSlow() {
    return tooSlow;
  }

  /** Nobody wants what still comes; it is taken from the client, as long as he is quick. */
  void discard(Runnable cut) {
    whole.handler(part -> come += part.length());
    endHandler(end -> {});
    failed = why -> cut.run();
    resume();
  }

  /** Whether it has come as it should since this was last asked. */
  void look() {
    HttpServerResponse answer = whole.response();
    boolean converses = answer.headWritten() && !answer.ended();
    if (tooSlow || answer.closed()) {
      watch.remove(this); // he has been told, and is sent away
    } else if (converses || (!bidden && come == 0)) {
      pace.begin();
    } else if (pace.isMissed(come)) {
      watch.remove(this);
      tooSlow = true;
      fail("slower than a client may be");
    }
  }

  @Override
  public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
    failed = handler;
    whole.exceptionHandler(handler);
    return this;
  }

  @Override
  public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
    if (handler == null) {
      watch.remove(this);
    }
    whole.handler(handler == null ? null : part -> measured(part, handler));
    return this;
  }

  @Override
  public ReadStream<Buffer> pause() {
    watch.remove(this);
    pace.rest(come);
    whole.pause();
    return this;
  }

  @Override
  public ReadStream<Buffer> resume() {
    pace.goOn();
    watch.add(this);
    whole.resume();
    return this;
  }

  @Override
  public ReadStream<Buffer> fetch(long amount) {
    whole.fetch(amount);
    return this;
  }

  @Override
  public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
    whole.endHandler(handler == null ? null : end -> ended(handler));
    return this;
  }

  private void ended(Handler<Void> handler) {
    watch.remove(this);
    handler.handle(null);
  }

  private void measured(Buffer part, Handler<Buffer> handler) {
    boolean before = isTooLong();
    come += part.length();
    if (!isTooLong()) {
      handler.handle(part);
    } else if (!before) {
      fail("longer than this app allows");
    }
  }

  private void fail(String why) {
    if (failed != null) {
      failed.handle(new BreakOffException(why));
    }
  }
}
