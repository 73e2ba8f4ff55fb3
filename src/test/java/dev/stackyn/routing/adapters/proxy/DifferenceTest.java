package dev.stackyn.routing.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.routing.bench.Daemon;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A few hundred tricky requests through the router and through nginx: what is answered and what the
 * backend sees is the same, or it is written down what is different and why.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DifferenceTest {
  private static final Pattern MARK = Pattern.compile("no(\\d+)-");

  /** Who waits for more of a request is left to wait; longer than either side ever thinks. */
  private static final int SILENCE_MILLIS = 3_000;

  private static final int AT_ONCE = 60;

  @TempDir Path folder;

  @Test
  void everyDifferenceToNginxIsExplained() throws Exception {
    List<TrickyRequest> requests = TrickyRequest.all();
    List<String> ours;
    try (Backstage backstage = new Backstage();
        RouterRig rig =
            RouterRig.start(Map.of("STACKYN_ROUTER_HEAD_TIMEOUT", "1m"))
                .pointedAt(backstage.backend)) {
      ours = outcomes(requests, rig.port(), backstage);
    }
    List<String> theirs;
    try (Backstage backstage = new Backstage();
        Daemon nginx = nginx(backstage.backend.backend().port())) {
      theirs = outcomes(requests, nginx.port(), backstage);
    }
    note(requests, ours, theirs);

    assertThat(requests).hasSizeGreaterThan(300);
    for (TrickyRequest request : requests) {
      assertThat(ours.get(request.number())).as("ours: %s", request).isEqualTo(request.ours());
      assertThat(theirs.get(request.number())).as("nginx: %s", request).isEqualTo(request.theirs());
    }
  }

  /** What was found, in the form of the resource: for whoever changes it on purpose. */
  private static void note(List<TrickyRequest> requests, List<String> ours, List<String> theirs)
      throws IOException {
    StringBuilder found = new StringBuilder();
    for (TrickyRequest request : requests) {
      String mine = ours.get(request.number());
      String other = theirs.get(request.number());
      found.append(request.name()).append("\n> ").append(request.request()).append('\n');
      found.append(
          mine.equals(other)
              ? "= %s\n\n".formatted(mine)
              : "ours %s\nnginx %s\nwhy ?\n\n".formatted(mine, other));
    }
    Files.writeString(Path.of("target", "differences.txt"), found);
  }

  private static List<String> outcomes(List<TrickyRequest> requests, int port, Backstage backstage)
      throws Exception {
    Semaphore room = new Semaphore(AT_ONCE);
    List<Future<String>> answers = new ArrayList<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (TrickyRequest request : requests) {
        answers.add(
            clients.submit(() -> {
              room.acquire();
              try {
                return statuses(port, request.bytes());
              } finally {
                room.release();
              }
            }));
      }
    }
    List<String> outcomes = new ArrayList<>();
    for (TrickyRequest request : requests) {
      outcomes.add(answers.get(request.number()).get() + backstage.seenOf(request.number()));
    }
    return outcomes;
  }

  /** Of all answers until the connection ends, or until nothing comes any more. */
  private static String statuses(int port, byte[] request) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(SILENCE_MILLIS);
      boolean isHead =
          new String(request, 0, 4, java.nio.charset.StandardCharsets.US_ASCII).equals("HEAD");
      send(socket, request);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (boolean bare = isHead; ; bare = false) {
        Message answer = Message.read(in);
        if (!answer.line().startsWith("HTTP/1.")) {
          return all.append("nonsense").toString();
        }
        all.append(answer.status()).append(' ');
        if (!bare) {
          answer.body(in);
        }
      }
    } catch (SocketTimeoutException e) {
      return all.append("waits").toString();
    } catch (IOException e) {
      return all.append("end").toString();
    }
  }

  private static void send(Socket socket, byte[] request) {
    try {
      socket.getOutputStream().write(request);
    } catch (IOException e) {
      // It has heard enough; what it says to it can still be read.
    }
  }

  private Daemon nginx(int backend) throws IOException, InterruptedException {
    int port = Daemon.freePort();
    Path settings =
        Files.writeString(
            folder.resolve("nginx.conf"),
            """
            daemon off; worker_processes 1; error_log error.log crit; pid nginx.pid;
            events { worker_connections 1000; }
            http {
              access_log off; server_tokens off;
              client_body_temp_path temp1; proxy_temp_path temp2; fastcgi_temp_path temp3;
              uwsgi_temp_path temp4; scgi_temp_path temp5;
              client_header_timeout 60s; client_body_timeout 60s;
              client_header_buffer_size 8k; large_client_header_buffers 2 16k;
              server { listen 127.0.0.1:%1$d default_server; return 404; }
              server {
                listen 127.0.0.1:%1$d; server_name app.example.com;
                location / {
                  proxy_pass http://127.0.0.1:%2$d; proxy_http_version 1.1;
                  proxy_set_header Host $http_host; proxy_set_header Connection "";
                }
              }
            }
            """
                .formatted(port, backend));
    return Daemon.start(
        "/usr/sbin/nginx",
        List.of("-p", folder.toString(), "-c", settings.toString(), "-e", "error.log"),
        folder,
        port);
  }

  /** The app behind both: it notes what it is asked, once it has all of it. */
  private static final class Backstage implements AutoCloseable {
    private final Map<Integer, Queue<String>> seen = new ConcurrentHashMap<>();
    private final ScriptedBackend backend = ScriptedBackend.of(this::answer);

    private void answer(Message request, InputStream in, OutputStream out) throws IOException {
      String body = request.body(in);
      Matcher mark = MARK.matcher(request.line());
      if (mark.find()) {
        seen.computeIfAbsent(
                Integer.parseInt(mark.group(1)), first -> new ConcurrentLinkedQueue<>())
            .add(described(request, body));
      }
      ScriptedBackend.write(
          out,
          request.line().startsWith("HEAD ")
              ? "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"
              : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    }

    private static String described(Message request, String body) {
      String line = request.line();
      String target = MARK.matcher(line.substring(0, line.lastIndexOf(' '))).replaceAll("@");
      String shown = target.length() > 60 ? target.length() + " letters" : printable(target);
      return shown
          + (body.isEmpty() ? "" : " [" + body.length() + "]")
          + request.header("X-Test").map(value -> " {" + shown(value) + "}").orElse("");
    }

    private static String shown(String value) {
      return value.length() > 40 ? value.length() + " letters" : printable(value);
    }

    /** What a person cannot see, he cannot compare. */
    private static String printable(String text) {
      StringBuilder shown = new StringBuilder();
      text.chars()
          .forEach(letter ->
              shown.append(
                  letter >= ' ' && letter < 0x7f
                      ? String.valueOf((char) letter)
                      : "\\x%02x".formatted(letter)));
      return shown.toString();
    }

    String seenOf(int number) {
      Queue<String> all = seen.get(number);
      return all == null ? "" : " | " + String.join(" | ", all);
    }

    @Override
    public void close() {
      backend.close();
    }
  }
}
