package dev.stackyn.routing.adapters.proxy;

import io.netty.handler.codec.http.HttpMessage;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;

/**
 * Refuses a request that says in two ways where it ends. Whoever guesses one of them, and has a
 * backend that guesses the other, lets a second request through that nobody has looked at.
 */
final class StrictDecoder extends VertxHttpRequestDecoder {
  StrictDecoder(HttpServerOptions options) {
    super(options);
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("both Transfer-Encoding and Content-Length");
  }
}
