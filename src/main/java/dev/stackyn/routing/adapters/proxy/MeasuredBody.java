package dev.stackyn.routing.adapters.proxy;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** The body of a request, which breaks off where it is longer than it may be. */
final class MeasuredBody implements ReadStream<Buffer> {
  private final ReadStream<Buffer> whole;
  private final long most;
  private @Nullable Handler<Throwable> failed;
  private long come;

  /** It goes on for longer than its app allows. */
  static final class TooLongException extends RuntimeException {
    TooLongException() {
      // It is an answer, not a fault: nobody reads its stack trace.
      super("longer than this app allows", null, false, false);
    }
  }

  MeasuredBody(ReadStream<Buffer> whole, long most) {
    this.whole = whole;
    this.most = most;
  }

  boolean isTooLong() {
    return come > most;
  }

  @Override
  public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
    failed = handler;
    whole.exceptionHandler(handler);
    return this;
  }

  @Override
  public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
    whole.handler(handler == null ? null : part -> measured(part, handler));
    return this;
  }

  @Override
  public ReadStream<Buffer> pause() {
    whole.pause();
    return this;
  }

  @Override
  public ReadStream<Buffer> resume() {
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
    whole.endHandler(handler);
    return this;
  }

  private void measured(Buffer part, Handler<Buffer> handler) {
    boolean before = isTooLong();
    come += part.length();
    if (!isTooLong()) {
      handler.handle(part);
    } else if (!before && failed != null) {
      failed.handle(new TooLongException());
    }
  }
}
