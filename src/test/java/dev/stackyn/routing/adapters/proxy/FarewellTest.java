package dev.stackyn.routing.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of WebSockets hear when the app ends. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class FarewellTest {
  private static final byte[] GOING_AWAY = {(byte) 0x88, 2, 3, (byte) 0xE9};

  private final Farewell farewell = new Farewell();

  @Test
  void whoHasSaidNothingIsSpokenFor() {
    assertThat(farewell.words())
        .hasValueSatisfying(words -> assertThat(words.getBytes()).isEqualTo(GOING_AWAY));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536})
  void framesOfAnyLengthAreFollowedHoweverTheyAreCut(int length) {
    byte[] frame = frame(length);
    for (int cut : new int[] {1, 2, 3, 9, frame.length - 1}) {
      int at = Math.clamp(cut, 1, frame.length);
      farewell.pass(Buffer.buffer(frame).getBuffer(0, at));
      assertThat(farewell.words().isEmpty()).isEqualTo(at < frame.length);
      farewell.pass(Buffer.buffer(frame).getBuffer(at, frame.length));
      assertThat(farewell.words()).isPresent();
    }
    farewell.pass(Buffer.buffer(frame).appendBytes(frame));
    assertThat(farewell.words()).isPresent();
  }

  @Test
  void maskedFramesAreFollowedToo() {
    farewell.pass(Buffer.buffer(new byte[] {(byte) 0x82, (byte) 0x81, 1, 2, 3, 4}));
    assertThat(farewell.words()).isEmpty();
    farewell.pass(Buffer.buffer(new byte[] {5}));
    assertThat(farewell.words()).isPresent();
  }

  @Test
  void whoHasSaidGoodbyeIsNotSpokenFor() {
    farewell.pass(Buffer.buffer(new byte[] {(byte) 0x88, 2, 3, (byte) 0xE8}));

    assertThat(farewell.words()).isEmpty();
  }

  @Test
  void aClientHearsThatTheAppWentAway() throws Exception {
    assertThat(heard("websocket", frame(3))).startsWith(frame(3)).endsWith(GOING_AWAY).hasSize(9);
  }

  @Test
  void nothingIsSaidInTheMiddleOfAFrameNorInOtherProtocols() throws Exception {
    assertThat(heard("websocket", new byte[] {(byte) 0x82, 3, 1})).hasSize(3);
    assertThat(heard("raw", frame(3))).isEqualTo(frame(3));
  }

  /** All that comes of an app that says this and ends. */
  private static byte[] heard(String protocol, byte[] said) throws Exception {
    try (ScriptedBackend backend =
            ScriptedBackend.of((request, in, out) -> {
              switching(out, protocol);
              out.write(said);
              throw new ScriptedBackend.Hangup();
            });
        RouterRig rig = RouterRig.start().pointedAt(backend);
        Client client = rig.client()) {
      client.head(
          "GET / HTTP/1.1", "Host: app.example.com", "Connection: Upgrade", "Upgrade: " + protocol);
      assertThat(client.replyHead().status()).isEqualTo(101);
      return client.in().readAllBytes();
    }
  }

  private static void switching(OutputStream out, String protocol) throws IOException {
    ScriptedBackend.write(
        out,
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: %s\r\n\r\n"
            .formatted(protocol));
  }

  /** A message of so many bytes, as servers send it. */
  private static byte[] frame(int length) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(0x82);
    if (length < 126) {
      frame.write(length);
    } else if (length < 65_536) {
      frame.write(126);
      frame.write(length >> 8);
      frame.write(length);
    } else {
      frame.write(127);
      frame.writeBytes(new byte[] {0, 0, 0, 0});
      frame.write(length >> 24);
      frame.write(length >> 16);
      frame.write(length >> 8);
      frame.write(length);
    }
    frame.writeBytes(new byte[length]);
    return frame.toByteArray();
  }
}
