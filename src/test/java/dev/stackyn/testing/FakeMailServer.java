package dev.stackyn.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** Speaks as much SMTP as it takes to be handed letters. */
public final class FakeMailServer implements AutoCloseable {
  private final ServerSocket socket;
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();

  private volatile String toRecipients = "250 yes";

  private FakeMailServer(ServerSocket socket) {
    this.socket = socket;
  }

  public static FakeMailServer start() throws IOException {
    FakeMailServer server =
        new FakeMailServer(new ServerSocket(0, 16, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(server::accept);
    return server;
  }

  /** From now on, RCPT is answered with this. */
  public void refuseRecipients(String answer) {
    toRecipients = answer;
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** The letters, as they came over the wire. */
  public List<String> received() {
    return received;
  }

  public List<String> commands() {
    return commands;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        serve(client);
      } catch (IOException e) {
        // The client or the test is done.
      }
    }
  }

  private void serve(Socket client) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    PrintWriter out = new PrintWriter(client.getOutputStream(), true, StandardCharsets.UTF_8);
    say(out, "220 fake");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      commands.add(line);
      switch (line.split(" ", 2)[0].toUpperCase(Locale.ROOT)) {
        case "EHLO" -> say(out, "250-fake\r\n250 AUTH PLAIN");
        case "AUTH" -> say(out, "235 welcome");
        case "DATA" -> {
          say(out, "354 go on");
          received.add(letter(in));
          say(out, "250 taken");
        }
        case "QUIT" -> {
          say(out, "221 bye");
          return;
        }
        case "RCPT" -> say(out, toRecipients);
        default -> say(out, "250 yes");
      }
    }
  }

  private static String letter(BufferedReader in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      text.append(line).append('\n');
    }
    return text.toString();
  }

  private static void say(PrintWriter out, String line) {
    out.print(line + "\r\n");
    out.flush();
  }
}
