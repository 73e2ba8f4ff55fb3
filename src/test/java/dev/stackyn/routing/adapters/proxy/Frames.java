package dev.stackyn.routing.adapters.proxy;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.EmptyHttp2Headers;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersDecoder;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A connection of HTTP/2 by prior knowledge, on which a test says exactly what it wants to. */
final class Frames implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RESET = 3;
  static final int SETTINGS = 4;
  static final int GO_AWAY = 7;
  static final int CONTINUATION = 9;
  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;
  private static final int PRIORITY = 0x20;
  private static final int PRIORITY_LENGTH = 5;
  private static final int PATIENCE_MILLIS = 20_000;
  private static final int HEAD = 9;

  private final Socket socket;
  private final DataInputStream in;
  private final Http2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);

  /** With what its headers say, when it has any. */
  record Frame(int type, int flags, int stream, ByteBuffer payload, Http2Headers headers) {
    int status() {
      return Integer.parseInt(headers.status().toString());
    }

    boolean endsStream() {
      return type <= HEADERS && (flags & END_STREAM) != 0;
    }

    /** The error of a reset, or of a good-bye. */
    int error() {
      return payload.getInt(type == GO_AWAY ? Integer.BYTES : 0);
    }
  }

  private Frames(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  static Frames to(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    Frames frames = new Frames(socket);
    socket
        .getOutputStream()
        .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return frames.send(SETTINGS, 0, 0, new byte[0]);
  }

  Frames send(int type, int flags, int stream, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(HEAD + payload.length);
    frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
    frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
    socket.getOutputStream().write(frame.array());
    return this;
  }

  /** Pairs of names and values. */
  Frames request(int stream, int flags, String... headers) throws IOException {
    return send(HEADERS, flags | END_HEADERS, stream, block(headers));
  }

  static String[] get(String path) {
    return new String[] {
      ":method", "GET", ":scheme", "http", ":path", path, ":authority", RouterRig.HOST
    };
  }

  /** Each in clear text, with nothing kept for later. */
  static byte[] block(String... headers) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int at = 0; at < headers.length; at += 2) {
      block.write(0);
      text(block, headers[at]);
      text(block, headers[at + 1]);
    }
    return block.toByteArray();
  }

  private static void text(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length < 127) {
      block.write(bytes.length);
    } else {
      block.write(127);
      int rest = bytes.length - 127;
      for (; rest >= 128; rest >>= 7) {
        block.write((rest & 127) | 128);
      }
      block.write(rest);
    }
    block.writeBytes(bytes);
  }

  Frame read() throws IOException {
    byte[] head = in.readNBytes(HEAD);
    if (head.length < HEAD) {
      throw new EOFException();
    }
    ByteBuffer fields = ByteBuffer.wrap(head);
    int length = fields.getInt() >>> 8;
    byte[] payload = in.readNBytes(length);
    int stream = fields.getInt(5) & Integer.MAX_VALUE;
    Http2Headers headers =
        head[3] == HEADERS ? headers(head[4], stream, payload) : EmptyHttp2Headers.INSTANCE;
    return new Frame(head[3], head[4], stream, ByteBuffer.wrap(payload), headers);
  }

  private Http2Headers headers(int flags, int stream, byte[] payload) throws IOException {
    int begin = (flags & PRIORITY) == 0 ? 0 : PRIORITY_LENGTH;
    try {
      return decoder.decodeHeaders(
          stream, Unpooled.wrappedBuffer(payload, begin, payload.length - begin));
    } catch (Http2Exception e) {
      throw new IOException(e);
    }
  }

  /** The next one of a type, whatever comes before it. */
  Frame await(int type) throws IOException {
    while (true) {
      Frame frame = read();
      if (frame.type == type) {
        return frame;
      }
    }
  }

  /** The end of a stream, by its last byte or by a reset. */
  Frame awaitEnd(int stream) throws IOException {
    while (true) {
      Frame frame = read();
      if (frame.stream == stream && (frame.endsStream() || frame.type == RESET)) {
        return frame;
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
