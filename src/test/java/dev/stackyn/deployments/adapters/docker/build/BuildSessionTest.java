package dev.stackyn.deployments.adapters.docker.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.adapters.docker.EngineSocket;
import dev.stackyn.deployments.adapters.docker.EngineSockets;
import dev.stackyn.deployments.engine.RegistryLogin;
import dev.stackyn.kernel.Secret;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the engine hears on a session when it calls, over a real connection. */
class BuildSessionTest {
  private static final int OK = 0;
  private static final int NOT_FOUND = 5;
  private static final int UNIMPLEMENTED = 12;

  private final String large = "x".repeat(300_000);
  private final SessionAnswers answers =
      new SessionAnswers(
          new Logins(Map.of("r.example", new RegistryLogin("me", new Secret("open sesame")))),
          Map.of("token", new Secret("hush"), "large", new Secret(large)));

  private final EmbeddedChannel engine =
      new EmbeddedChannel(
          Http2FrameCodecBuilder.forClient().build(),
          new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()));

  private final Queue<Object> heard = new ArrayDeque<>();
  private Socket socket;
  private Thread session;

  /** What came back; the message in hexadecimal digits. */
  private record Heard(int status, String message) {
    Protobuf fields() {
      return new Protobuf(HexFormat.of().parseHex(message));
    }
  }

  @BeforeEach
  void connect() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      socket = new Socket(server.getInetAddress(), server.getLocalPort());
      Socket ours = server.accept();
      EngineSocket connection = EngineSockets.of(ours);
      session = Thread.ofVirtual().start(() -> serve(connection));
    }
    flush();
  }

  private void serve(EngineSocket connection) {
    try {
      BuildSession.serve(connection, answers);
    } catch (IOException e) {
      // The test has closed the connection.
    }
  }

  @AfterEach
  void disconnect() throws Exception {
    socket.close();
    engine.finishAndReleaseAll();
    session.join();
  }

  @Test
  void saysThatItIsThere() throws Exception {
    Heard heard = call("/grpc.health.v1.Health/Check", new byte[0]);
    assertThat(heard.status()).isEqualTo(OK);
    assertThat(heard.message()).isEqualTo(hex(Protobuf.field(1, 1)));
  }

  @Test
  void tellsWhoWeAreAtARegistry() throws Exception {
    Heard known = call("/moby.filesync.v1.Auth/Credentials", Protobuf.field(1, "r.example"));
    Protobuf fields = known.fields();
    assertThat(fields.next()).isEqualTo(1);
    assertThat(fields.text()).isEqualTo("me");
    assertThat(fields.next()).isEqualTo(2);
    assertThat(fields.text()).isEqualTo("open sesame");
    Heard unknown = call("/moby.filesync.v1.Auth/Credentials", Protobuf.field(1, "else.example"));
    assertThat(unknown.status()).isEqualTo(OK);
    assertThat(unknown.message()).isEmpty();
  }

  @Test
  void tellsASecretByItsId() throws Exception {
    Heard known = call("/moby.buildkit.secrets.v1.Secrets/GetSecret", Protobuf.field(1, "token"));
    assertThat(known.message()).isEqualTo(hex(Protobuf.field(1, "hush")));
    Heard unknown = call("/moby.buildkit.secrets.v1.Secrets/GetSecret", Protobuf.field(1, "nope"));
    assertThat(unknown.status()).isEqualTo(NOT_FOUND);
    assertThat(unknown.message()).isEmpty();
  }

  /**
   * More than a window of HTTP/2 holds: the rest follows when the engine has read the first part.
   */
  @Test
  void tellsALargeSecretAsTheEngineReadsIt() throws Exception {
    Heard heard = call("/moby.buildkit.secrets.v1.Secrets/GetSecret", Protobuf.field(1, "large"));
    assertThat(heard.status()).isEqualTo(OK);
    assertThat(heard.message()).isEqualTo(hex(Protobuf.field(1, large)));
  }

  @Test
  void knowsNothingElse() throws Exception {
    assertThat(call("/moby.filesync.v1.FileSync/DiffCopy", new byte[0]).status())
        .isEqualTo(UNIMPLEMENTED);
    assertThat(call("/grpc.health.v1.Health/Check", new byte[0]).status()).isEqualTo(OK);
  }

  @Test
  void answersManyCallsOnOneConnection() throws Exception {
    for (int i = 0; i < 300; i++) {
      assertThat(call("/grpc.health.v1.Health/Check", new byte[0]).status()).isEqualTo(OK);
    }
  }

  @Test
  void refusesARequestThatDoesNotEnd() throws Exception {
    Http2StreamChannel stream = begin("/grpc.health.v1.Health/Check");
    send(stream, new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(new byte[65_000])));
    send(stream, new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(new byte[65_000])));
    assertThat(next()).isInstanceOf(Http2ResetFrame.class);
    assertThat(call("/grpc.health.v1.Health/Check", new byte[0]).status()).isEqualTo(OK);
  }

  private Heard call(String method, byte[] request) throws IOException {
    ByteBuf framed = Unpooled.buffer().writeByte(0).writeInt(request.length).writeBytes(request);
    send(begin(method), new DefaultHttp2DataFrame(framed, true));
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    while (true) {
      Object frame = next();
      try {
        if (frame instanceof Http2DataFrame data) {
          message.writeBytes(ByteBufUtil.getBytes(data.content()));
        } else if (frame instanceof Http2HeadersFrame headers && headers.isEndStream()) {
          String status = String.valueOf(headers.headers().get("grpc-status"));
          return new Heard(Integer.parseInt(status), hex(unframed(message.toByteArray())));
        }
      } finally {
        ReferenceCountUtil.release(frame);
      }
    }
  }

  private void send(Http2StreamChannel stream, Object frame) throws IOException {
    ChannelFuture _ = stream.writeAndFlush(frame);
    flush();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] unframed(byte[] message) {
    return message.length == 0 ? message : Arrays.copyOfRange(message, 5, message.length);
  }

  private Http2StreamChannel begin(String method) throws IOException {
    Future<Http2StreamChannel> opened =
        new Http2StreamChannelBootstrap(engine).handler(new Hearing()).open();
    engine.runPendingTasks();
    Http2StreamChannel stream = opened.getNow();
    send(
        stream,
        new DefaultHttp2HeadersFrame(
            new DefaultHttp2Headers().method("POST").scheme("http").path(method)));
    return stream;
  }

  private final class Hearing extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
      heard.add(frame);
    }

    /** A reset comes as an event of its own. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof Http2ResetFrame) {
        heard.add(event);
      }
    }
  }

  private Object next() throws IOException {
    byte[] buffer = new byte[4096];
    while (heard.isEmpty()) {
      int got = socket.getInputStream().read(buffer);
      assertThat(got).as("the session goes on").isPositive();
      engine.writeInbound(Unpooled.copiedBuffer(buffer, 0, got));
      flush();
    }
    return heard.remove();
  }

  private void flush() throws IOException {
    engine.runPendingTasks();
    for (ByteBuf out = engine.readOutbound(); out != null; out = engine.readOutbound()) {
      out.readBytes(socket.getOutputStream(), out.readableBytes());
      out.release();
    }
  }
}
