package dev.stackyn.routing.adapters.acme;

import dev.stackyn.routing.adapters.certificates.TestCertificates;
import dev.stackyn.routing.domain.KeyedChain;
import dev.stackyn.testing.Eventually;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A real certificate authority on this machine, with name servers of its own: whatever name it
 * looks up leads here, unless a test says otherwise. It rejects nonces at random.
 */
final class Pebble implements AutoCloseable {
  private final Path folder;
  private final Ports ports;
  private final KeyedChain own =
      TestCertificates.maker(Clock.systemUTC()).selfSigned(List.of("localhost"));
  private final List<Process> processes = new ArrayList<>();
  private final HttpClient client;

  private record Ports(int directory, int management, int names, int namesManagement) {}

  Pebble(Path folder) throws IOException {
    this.folder = folder;
    this.ports = new Ports(freePort(), freePort(), freePort(), freePort());
    Files.writeString(roots(), pem("CERTIFICATE", encoded(own.leaf())));
    Files.writeString(folder.resolve("key.pem"), pem("PRIVATE KEY", own.key().getEncoded()));
    this.client = HttpClient.newBuilder().sslContext(trusting(own.leaf())).build();
  }

  String directory() {
    return "https://localhost:" + ports.directory + "/dir";
  }

  /** What the authority's own certificate is checked by. */
  Path roots() {
    return folder.resolve("roots.pem");
  }

  /** Looks at these ports of this machine, whatever the name. */
  void start(int httpPort, int tlsPort) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("pebble.json"),
            """
            {"pebble": {"listenAddress": "127.0.0.1:%d", "managementListenAddress": "127.0.0.1:%d",
              "certificate": "%s", "privateKey": "%s", "httpPort": %d, "tlsPort": %d}}
            """
                .formatted(
                    ports.directory,
                    ports.management,
                    roots(),
                    folder.resolve("key.pem"),
                    httpPort,
                    tlsPort));
    run(
        "pebble-challtestsrv",
        "-defaultIPv4=127.0.0.1",
        "-defaultIPv6=",
        "-dns01=127.0.0.1:" + ports.names,
        "-management=127.0.0.1:" + ports.namesManagement,
        "-http01=",
        "-https01=",
        "-tlsalpn01=");
    run("pebble", "-config=" + config, "-dnsserver=127.0.0.1:" + ports.names);
    Eventually.that(
        "the authority listens",
        () ->
            listens(ports.directory)
                && listens(ports.management)
                && listens(ports.namesManagement));
  }

  private void run(String... command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(command[0] + ".log").toFile());
    builder.environment().put("PEBBLE_VA_NOSLEEP", "1");
    builder.environment().put("PEBBLE_AUTHZREUSE", "0");
    builder.environment().put("PEBBLE_WFE_NONCEREJECT", "20");
    Process process = builder.start();
    processes.add(process);
    // A test run that is cut off leaves nothing behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /** A name leads there, and not here. */
  void leads(String name, String address) {
    names("add-a", "{\"host\": \"%s.\", \"addresses\": [\"%s\"]}".formatted(name, address));
  }

  void leadsHere(String name) {
    names("clear-a", "{\"host\": \"%s.\"}".formatted(name));
  }

  void setText(String name, String text) {
    names("set-txt", "{\"host\": \"%s.\", \"value\": \"%s\"}".formatted(name, text));
  }

  void clearText(String name) {
    names("clear-txt", "{\"host\": \"%s.\"}".formatted(name));
  }

  /** Whether the authority stands behind the chain. */
  boolean issued(List<X509Certificate> chain) {
    try {
      X509Certificate root =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(
                          ask("https://localhost:%d/roots/0".formatted(ports.management), "")));
      for (int i = 0; i < chain.size(); i++) {
        chain.get(i).verify((i + 1 < chain.size() ? chain.get(i + 1) : root).getPublicKey());
      }
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private void names(String what, String body) {
    ask("http://127.0.0.1:%d/%s".formatted(ports.namesManagement, what), body);
  }

  private byte[] ask(String url, String body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    if (!body.isEmpty()) {
      request.POST(HttpRequest.BodyPublishers.ofString(body));
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean listens(int port) {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static SSLContext trusting(X509Certificate certificate) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry("it", certificate);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String what, byte[] bytes) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(what, Base64.getMimeEncoder().encodeToString(bytes), what);
  }

  @Override
  public void close() {
    client.close();
    processes.forEach(Process::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
  }
}
