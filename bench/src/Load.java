import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** GET requests to one server of this machine, over a few connections that stay open. */
record Load(int port, int connections, IntFunction<List<Question>> questions) {

  /** The same, asked by all of them. */
  Load(int port, String path, int connections) {
    this(port, connections, _ -> List.of(new Question(path, Map.of(), 200)));
  }

  /** What is asked for, and the status that the answer must have. */
  record Question(String path, Map<String, String> headers, int status) {
    byte[] request(int port) {
      StringBuilder text = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
      text.append("Host: localhost:").append(port).append("\r\nAccept: */*\r\n");
      headers.forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
      return text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    byte[] statusLine() {
      return ("HTTP/1.1 " + status).getBytes(StandardCharsets.US_ASCII);
    }
  }

  /** What came of it: every latency in nanoseconds, in ascending order. */
  record Result(long[] latencies, double seconds) {
    double perSecond() {
      return latencies.length / seconds;
    }

    double percentileMillis(double percent) {
      int index = (int) Math.ceil(latencies.length * percent / 100) - 1;
      return latencies[Math.max(0, index)] / 1e6;
    }
  }

  /**
   * Asks on a fixed timetable, whatever the answers do. A latency counts from the moment at which
   * the request was due, so that a server which stalls is charged for all who had to wait. Each
   * connection has a thread of the operating system, which wakes it on time.
   */
  Result atRate(int perSecond, Duration duration) throws IOException, InterruptedException {
    int requests = (int) (perSecond * duration.toSeconds() / connections);
    long gap = 1_000_000_000L * connections / perSecond;
    long begin = System.nanoTime() + 50_000_000L;
    return together(
        Executors.newFixedThreadPool(connections),
        number -> {
          long first = begin + gap * number / connections;
          long[] latencies = new long[requests];
          try (Connection connection = new Connection(port, questions.apply(number))) {
            for (int i = 0; i < requests; i++) {
              long due = first + gap * i;
              for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
              }
              connection.ask();
              latencies[i] = System.nanoTime() - due;
            }
          }
          return latencies;
        });
  }

  /**
   * Asks again as soon as it has the answer: as much as there can be over so many connections. All
   * of them share one thread of the operating system (see the flags in lib.sh): sixteen would take
   * more from the server by their switching than by their asking.
   */
  Result flatOut(Duration duration) throws IOException, InterruptedException {
    long end = System.nanoTime() + duration.toNanos();
    return together(
        Executors.newVirtualThreadPerTaskExecutor(),
        number -> {
          long[] latencies = new long[1 << 16];
          int count = 0;
          try (Connection connection = new Connection(port, questions.apply(number))) {
            for (long now = System.nanoTime(); now < end; count++) {
              connection.ask();
              long answered = System.nanoTime();
              if (count == latencies.length) {
                latencies = Arrays.copyOf(latencies, 2 * count);
              }
              latencies[count] = answered - now;
              now = answered;
            }
          }
          return Arrays.copyOf(latencies, count);
        });
  }

  private interface Client {
    long[] run(int number) throws IOException;
  }

  private Result together(ExecutorService executor, Client client)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    try (ExecutorService threads = executor) {
      List<Future<long[]>> clients = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        int number = i;
        clients.add(threads.submit(() -> client.run(number)));
      }
      long[] all = new long[0];
      for (Future<long[]> one : clients) {
        long[] more = one.get();
        int had = all.length;
        all = Arrays.copyOf(all, had + more.length);
        System.arraycopy(more, 0, all, had, more.length);
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      Arrays.sort(all);
      return new Result(all, seconds);
    } catch (ExecutionException e) {
      throw new IOException("a request failed", e.getCause());
    }
  }

  /** One connection that is kept; understands just as much HTTP as the answers here need. */
  private static final class Connection implements AutoCloseable {
    private static final byte[] LENGTH = "\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[][] requests;
    private final byte[][] statusLines;
    private byte[] answer = new byte[16 << 10];
    private int asked;

    /** Asks the questions in turn, and again from the first. */
    Connection(int port, List<Question> questions) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(10_000);
      in = socket.getInputStream();
      out = socket.getOutputStream();
      requests = questions.stream().map(one -> one.request(port)).toArray(byte[][]::new);
      statusLines = questions.stream().map(Question::statusLine).toArray(byte[][]::new);
    }

    /** Sends one request and reads its answer to the last byte. */
    void ask() throws IOException {
      int number = asked++ % requests.length;
      out.write(requests[number]);
      int have = 0;
      int head = -1;
      while (head < 0) {
        have = read(have);
        head = find(END, have);
      }
      byte[] status = statusLines[number];
      if (!Arrays.equals(answer, 0, status.length, status, 0, status.length)) {
        throw new IOException(new String(answer, 0, have, StandardCharsets.US_ASCII));
      }
      int whole = head + END.length + contentLength(head);
      while (have < whole) {
        have = read(have);
      }
    }

    private int read(int have) throws IOException {
      if (have == answer.length) {
        answer = Arrays.copyOf(answer, 2 * have);
      }
      int count = in.read(answer, have, answer.length - have);
      if (count <= 0) {
        throw new IOException("the connection was closed");
      }
      return have + count;
    }

    private int contentLength(int head) throws IOException {
      int at = find(LENGTH, head);
      if (at < 0 && isWithoutBody()) {
        return 0;
      }
      if (at < 0) {
        throw new IOException("an answer without content-length");
      }
      int length = 0;
      for (int i = at + LENGTH.length; answer[i] != '\r'; i++) {
        length = answer[i] == ' ' ? length : 10 * length + answer[i] - '0';
      }
      return length;
    }

    /** 304: not modified. */
    private boolean isWithoutBody() {
      int digits = "HTTP/1.1 ".length();
      return answer[digits] == '3' && answer[digits + 2] == '4';
    }

    private int find(byte[] wanted, int end) {
      for (int i = 0; i + wanted.length <= end; i++) {
        int same = 0;
        while (same < wanted.length && wanted[same] == answer[i + same]) {
          same++;
        }
        if (same == wanted.length) {
          return i;
        }
      }
      return -1;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
