package dev.stackyn.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A name server on this machine that knows what a test tells it. */
public final class TestNameServer implements AutoCloseable {
  private static final int ADDRESS = 1;
  private static final int ALIAS = 5;
  private static final int TEXT = 16;
  private static final int HEADER = 12;
  private static final int NO_SUCH_NAME = 3;
  private static final int LONGEST = 1500;

  private final DatagramSocket socket;
  private final Map<String, List<Entry>> entries = new ConcurrentHashMap<>();

  private record Entry(int type, byte[] data) {}

  private TestNameServer(DatagramSocket socket) {
    this.socket = socket;
  }

  public static TestNameServer start() throws IOException {
    TestNameServer server =
        new TestNameServer(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(server::serve);
    return server;
  }

  /** As settings name it. */
  public String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  public TestNameServer leads(String name, String address) {
    return has(name, new Entry(ADDRESS, InetAddress.ofLiteral(address).getAddress()));
  }

  public TestNameServer alias(String name, String other) {
    return has(name, new Entry(ALIAS, encoded(other)));
  }

  public TestNameServer says(String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return has(
        name,
        new Entry(
            TEXT,
            ByteBuffer.allocate(bytes.length + 1).put((byte) bytes.length).put(bytes).array()));
  }

  public void forget(String name) {
    entries.remove(name);
  }

  private TestNameServer has(String name, Entry entry) {
    entries.computeIfAbsent(name, _ -> new CopyOnWriteArrayList<>()).add(entry);
    return this;
  }

  private void serve() {
    byte[] buffer = new byte[LONGEST];
    while (!socket.isClosed()) {
      try {
        DatagramPacket asked = new DatagramPacket(buffer, buffer.length);
        socket.receive(asked);
        byte[] answer = answer(ByteBuffer.wrap(asked.getData(), 0, asked.getLength()));
        socket.send(new DatagramPacket(answer, answer.length, asked.getSocketAddress()));
      } catch (IOException e) {
        // The socket was closed.
      }
    }
  }

  private byte[] answer(ByteBuffer asked) throws IOException {
    short id = asked.getShort();
    asked.position(HEADER);
    int begin = asked.position();
    String name = name(asked);
    int type = asked.getShort();
    asked.getShort();
    byte[] question = new byte[asked.position() - begin];
    asked.get(begin, question);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    int count = records(name, type, new DataOutputStream(records));
    out.writeShort(id);
    out.writeShort(0x8580 | (entries.containsKey(name) ? 0 : NO_SUCH_NAME));
    out.writeShort(1);
    out.writeShort(count);
    out.writeInt(0);
    out.write(question);
    records.writeTo(out);
    return bytes.toByteArray();
  }

  /** With what an alias leads to, as a server that resolves does. */
  private int records(String name, int type, DataOutputStream out) throws IOException {
    int count = 0;
    for (Entry entry : entries.getOrDefault(name, List.of())) {
      if (entry.type() == type || entry.type() == ALIAS) {
        out.write(encoded(name));
        out.writeShort(entry.type());
        out.writeShort(1);
        out.writeInt(0);
        out.writeShort(entry.data().length);
        out.write(entry.data());
        count++;
      }
      if (entry.type() == ALIAS) {
        count += records(name(ByteBuffer.wrap(entry.data())), type, out);
      }
    }
    return count;
  }

  private static String name(ByteBuffer from) {
    StringBuilder name = new StringBuilder();
    for (int length = from.get(); length > 0; length = from.get()) {
      byte[] label = new byte[length];
      from.get(label);
      name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
    }
    return name.toString();
  }

  private static byte[] encoded(String name) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String label : name.split("\\.")) {
      bytes.write(label.length());
      bytes.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
    }
    bytes.write(0);
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    socket.close();
  }
}
