package dev.stackyn.routing.adapters.proxy;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseDecoder;

/** Reads what a backend answers; where that ends depends on what it was asked. */
final class AnswerReader extends HttpResponseDecoder {
  private static final int LARGEST_HEAD = 64 << 10;

  private boolean isHeadOnly;

  AnswerReader() {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(RouterLoop.LONGEST_LINE)
            .setMaxHeaderSize(LARGEST_HEAD)
            .setMaxChunkSize(RouterLoop.LARGEST_PIECE));
  }

  void expect(HttpMethod asked) {
    isHeadOnly = asked.equals(HttpMethod.HEAD);
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage answer) {
    return isHeadOnly || super.isContentAlwaysEmpty(answer);
  }
}
