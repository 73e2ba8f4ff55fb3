package dev.stackyn.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/**
 * Gives tokens for a {@link TestRegistry}, as public registries do: to whom it knows, for a while.
 */
final class TestTokens implements AutoCloseable {
  static final String SERVICE = "test-registry";
  static final String ISSUER = "test-tokens";

  private static final String ALIAS = "tokens";
  private static final char[] STORE_PASSWORD = "changeit".toCharArray();

  private final HttpServer server;
  private final PrivateKey key;
  private final X509Certificate certificate;
  private final String allowed;

  private TestTokens(HttpServer server, PrivateKey key, X509Certificate certificate, String login) {
    this.server = server;
    this.key = key;
    this.certificate = certificate;
    this.allowed = "Basic " + encoded(login.getBytes(StandardCharsets.UTF_8), Base64.getEncoder());
  }

  static TestTokens start(Path folder, String user, String password) throws IOException {
    try (InputStream stored = Files.newInputStream(newKeys(folder))) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(stored, STORE_PASSWORD);
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      TestTokens tokens =
          new TestTokens(
              server,
              (PrivateKey) keys.getKey(ALIAS, STORE_PASSWORD),
              (X509Certificate) keys.getCertificate(ALIAS),
              user + ":" + password);
      server.createContext("/token", tokens::answer);
      server.start();
      return tokens;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Only the JDK's own tool makes certificates without a library for it. */
  private static Path newKeys(Path folder) throws IOException {
    Path store = folder.resolve("tokens.p12");
    Process made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=tokens",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(STORE_PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    made.onExit().join();
    return store;
  }

  String realm() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
  }

  Path writeCertificate(Path file) throws IOException {
    try {
      return Files.writeString(
          file,
          "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
              .formatted(encoded(certificate.getEncoded(), Base64.getMimeEncoder())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Who asks by POST is told to ask by GET, which every client can. */
  private void answer(HttpExchange asked) throws IOException {
    try (asked) {
      if (!asked.getRequestMethod().equals("GET")) {
        asked.sendResponseHeaders(405, -1);
      } else if (!allowed.equals(asked.getRequestHeaders().getFirst("Authorization"))) {
        asked.sendResponseHeaders(401, -1);
      } else {
        byte[] body =
            "{\"token\":\"%s\"}"
                .formatted(token(asked.getRequestURI().getRawQuery()))
                .getBytes(StandardCharsets.UTF_8);
        asked.getResponseHeaders().add("Content-Type", "application/json");
        asked.sendResponseHeaders(200, body.length);
        asked.getResponseBody().write(body);
      }
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private String token(String query) throws GeneralSecurityException {
    long now = Instant.now().getEpochSecond();
    String head =
        "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"x5c\":[\"%s\"]}"
            .formatted(encoded(certificate.getEncoded(), Base64.getEncoder()));
    String claims =
        "{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"ci\",\"nbf\":%d,\"iat\":%d,\"exp\":%d,\"access\":[%s]}"
            .formatted(ISSUER, SERVICE, now - 60, now, now + 300, access(query));
    String signed = url(head) + "." + url(claims);
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(key);
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + encoded(signature.sign(), Base64.getUrlEncoder().withoutPadding());
  }

  /**
   * Everything that is asked for: {@code scope=repository:name:pull,push}, perhaps several times.
   */
  private static String access(String query) {
    return Arrays.stream(query.split("&"))
        .filter(parameter -> parameter.startsWith("scope="))
        .flatMap(parameter ->
            Arrays.stream(
                URLDecoder.decode(parameter.substring("scope=".length()), StandardCharsets.UTF_8)
                    .split(" ")))
        .map(scope -> scope.split(":", 3))
        .map(parts ->
            "{\"type\":\"%s\",\"name\":\"%s\",\"actions\":[\"%s\"]}"
                .formatted(parts[0], parts[1], parts[2].replace(",", "\",\"")))
        .collect(Collectors.joining(","));
  }

  private static String url(String text) {
    return encoded(text.getBytes(StandardCharsets.UTF_8), Base64.getUrlEncoder().withoutPadding());
  }

  private static String encoded(byte[] bytes, Base64.Encoder encoder) {
    return encoder.encodeToString(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
