package dev.stackyn.routing.adapters.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.internal.ContextInternal;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a backend. It carries one request at a time, and what has come of the answer goes
 * on as it came, without a copy.
 */
final class Line extends ChannelInboundHandlerAdapter {
  /**
   * Shorter than what servers usually keep a silent connection for (Node: 5 s), or requests meet a
   * closing one.
   */
  static final Duration KEPT = Duration.ofSeconds(4);

  private static final Pattern TIMEOUT = Pattern.compile("(?i)timeout\\s*=\\s*(\\d{1,9})");

  private final ContextInternal loop;
  private final Duration idle;
  private final Consumer<Line> shelf;
  private final AnswerReader reader = new AnswerReader();
  private @Nullable ChannelHandlerContext wire;
  private @Nullable Clock clock;
  private @Nullable Party party;

  /** What has come belongs to an answer that is not the last one to its request. */
  private boolean isInterim;

  private boolean isRaw;
  private boolean isKept;

  /** All has been sent, and nothing but the head of the answer stops the clock. */
  private boolean isAwaited;

  /**
   * Nobody's yet.
   *
   * @param shelf takes it back when it may carry another request
   */
  Line(ContextInternal loop, Duration idle, Consumer<Line> shelf) {
    this.loop = loop;
    this.idle = idle;
    this.shelf = shelf;
  }

  /** What stands between it and the socket. */
  void join(ChannelPipeline socket) {
    socket.addLast(new HttpRequestEncoder(), reader, this);
  }

  /** It is this one's from now on, until one of them gives it back or cuts it. */
  void take(Party now) {
    party = now;
    isKept = true;
    isAwaited = false;
  }

  /** The head of a request, or all of it. */
  void ask(HttpRequest request) {
    reader.expect(request.method());
    send(request);
  }

  /** What follows, here and there, is not HTTP any more. */
  void turnRaw(Party now) {
    party = now;
    isRaw = true;
    wire().pipeline().remove(HttpRequestEncoder.class);
    wire().pipeline().remove(reader);
  }

  boolean isOpen() {
    return wire().channel().isActive();
  }

  /** What is sent to who has gone is lost, and he tells so himself. */
  void send(Object message) {
    if (!isOpen()) {
      ReferenceCountUtil.release(message);
      return;
    }
    moving();
    var _ = wire().writeAndFlush(message, wire().voidPromise());
  }

  boolean isWritable() {
    return wire().channel().isWritable();
  }

  /** All has been said; it is the backend's turn. */
  void await(Duration patience) {
    isAwaited = true;
    clock().ringIn(patience);
  }

  /** Reads no further, not even that the other side has closed. */
  void hold() {
    wire().channel().config().setAutoRead(false);
  }

  void go() {
    wire().channel().config().setAutoRead(true);
  }

  /** For the next request, unless one of the two sides does not want to be asked again. */
  void giveBack() {
    party = null;
    if (isKept && !isRaw && isOpen()) {
      go();
      clock().ringIn(KEPT);
      shelf.accept(this);
    } else {
      cut();
    }
  }

  /** Closes it now. What waits to be sent is not worth sending. */
  void cut() {
    party = null;
    var _ = wire().close();
  }

  /** Closes it when all that was sent has gone out. */
  void finish() {
    party = null;
    var _ = wire().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext connection) {
    wire = connection;
    clock = new Clock(connection.executor(), this::late);
  }

  @Override
  public void channelRead(ChannelHandlerContext connection, Object message) {
    Party present = party;
    if (present == null) {
      // Nobody has asked anything.
      ReferenceCountUtil.release(message);
      cut();
      return;
    }
    if (!isAwaited) {
      moving();
    }
    if (isRaw) {
      takeRaw(message, present);
    } else if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
      ReferenceCountUtil.release(message);
      fail(part.decoderResult().cause());
    } else if (message instanceof HttpResponse head) {
      takeHead(head, present);
    } else if (message instanceof HttpContent part) {
      takePart(part, present);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext connection) {
    if (party != null) {
      party.pause();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext connection) {
    if (party != null && isWritable()) {
      party.writable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext connection) {
    clock().stop();
    fail(new ClosedChannelException());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext connection, Throwable cause) {
    fail(cause);
  }

  private static void takeRaw(Object message, Party present) {
    if (message instanceof ByteBuf part) {
      present.part(part);
    } else {
      ReferenceCountUtil.release(message); // the end of the answer that switched
    }
  }

  private void takeHead(HttpResponse head, Party present) {
    if (!StrictDecoder.isSpoken(head.protocolVersion())) {
      throw new IllegalArgumentException("a version that nobody speaks");
    }
    HttpResponseStatus status = head.status();
    isInterim =
        status.codeClass() == HttpStatusClass.INFORMATIONAL
            && !status.equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
    if (!isInterim) {
      isKept = HttpUtil.isKeepAlive(head) && !closesSoon(head.headers());
      isAwaited = false;
      moving();
      present.answered(head);
    } else if (status.equals(HttpResponseStatus.CONTINUE)) {
      present.goOn();
    }
  }

  private void takePart(HttpContent part, Party present) {
    boolean isLast = part instanceof LastHttpContent;
    if (isInterim) {
      part.release();
      isInterim = !isLast;
      return;
    }
    if (part.content().isReadable()) {
      present.part(part.content());
    } else {
      part.release();
    }
    if (isLast && party != null) {
      present.end(((LastHttpContent) part).trailingHeaders());
    }
  }

  /** The backend may say for how long it keeps a connection, to the second. */
  private static boolean closesSoon(HttpHeaders headers) {
    @Nullable String said = headers.get("Keep-Alive");
    if (said == null) {
      return false;
    }
    Matcher timeout = TIMEOUT.matcher(said);
    return timeout.find() && Integer.parseInt(timeout.group(1)) <= KEPT.toSeconds();
  }

  private void moving() {
    clock().ringIn(idle);
  }

  private void late() {
    fail(new TimeoutException());
  }

  /** Whoever hears of it may begin anew, with all that belongs to a loop of Vert.x. */
  private void fail(Throwable cause) {
    Party present = party;
    cut();
    if (present != null) {
      loop.dispatch(() -> present.broken(cause));
    }
  }

  private ChannelHandlerContext wire() {
    return Objects.requireNonNull(wire, "not connected");
  }

  private Clock clock() {
    return Objects.requireNonNull(clock, "not connected");
  }
}
