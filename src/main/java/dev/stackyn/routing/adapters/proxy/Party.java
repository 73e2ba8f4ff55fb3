package dev.stackyn.routing.adapters.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;

/** Who is at this end of a {@link Line} while it is used. All parts are his to release. */
interface Party {

  /** Never on a line that has turned raw. */
  default void answered(HttpResponse head) {}

  /** The backend wants the body that it has been promised. Never on a raw line. */
  default void goOn() {}

  void part(ByteBuf part);

  /** For the moment, no more has come. */
  default void pause() {}

  /** The answer is whole. Never on a raw line. */
  default void end(HttpHeaders trailers) {}

  /** The backend takes more again. */
  void writable();

  /** There will be no more. */
  void broken(Throwable cause);
}
