package dev.stackyn.deployments.adapters.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/** One request and its answer, in the form that JGit speaks: sent when the answer is asked for. */
final class HttpExchange implements HttpConnection {
  private static final List<String> OURS =
      List.of("authorization", "content-length", "transfer-encoding", "host", "cookie");

  private final URL url;
  private final CloseableHttpClient client;
  private final HttpConnections connections;
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /** What is asked of a Git server fits into memory: names of commits we want and have. */
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  private String method = "GET";
  private @Nullable ClassicHttpResponse response;

  HttpExchange(URL url, CloseableHttpClient client, HttpConnections connections) {
    this.url = url;
    this.client = client;
    this.connections = connections;
  }

  @Override
  public int getResponseCode() throws IOException {
    return response().getCode();
  }

  @Override
  public String getResponseMessage() throws IOException {
    return String.valueOf(response().getReasonPhrase());
  }

  @Override
  public URL getURL() {
    return url;
  }

  @Override
  public Map<String, List<String>> getHeaderFields() {
    return headers().stream()
        .collect(
            Collectors.groupingBy(
                Header::getName,
                () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER),
                Collectors.mapping(Header::getValue, Collectors.toList())));
  }

  @Override
  public @Nullable String getHeaderField(String name) {
    List<String> values = getHeaderFields(name);
    return values.isEmpty() ? null : values.getLast();
  }

  @Override
  public List<String> getHeaderFields(String name) {
    return getHeaderFields().getOrDefault(name, List.of());
  }

  @Override
  public @Nullable String getContentType() {
    return getHeaderField("Content-Type");
  }

  @Override
  public int getContentLength() {
    HttpEntity entity = response == null ? null : response.getEntity();
    return entity == null ? -1 : (int) Math.min(entity.getContentLength(), Integer.MAX_VALUE);
  }

  @Override
  public InputStream getInputStream() throws IOException {
    HttpEntity entity = response().getEntity();
    return entity == null
        ? InputStream.nullInputStream()
        : connections.watch().counted(entity.getContent());
  }

  @Override
  public OutputStream getOutputStream() {
    return body;
  }

  @Override
  public void setRequestProperty(String name, String value) {
    if (!OURS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
      headers.put(name, value);
    }
  }

  @Override
  public void setRequestMethod(String method) {
    this.method = method;
  }

  @Override
  public String getRequestMethod() {
    return method;
  }

  @Override
  public void connect() throws IOException {
    response();
  }

  @Override
  public boolean usingProxy() {
    return false;
  }

  @Override
  public void setUseCaches(boolean use) {
    // There is no cache.
  }

  @Override
  public void setConnectTimeout(int milliseconds) {
    // The client has its own.
  }

  @Override
  public void setReadTimeout(int milliseconds) {
    // The client has its own.
  }

  @Override
  public void setInstanceFollowRedirects(boolean follow) {
    // JGit follows them, and asks for a new connection each time.
  }

  @Override
  public void setDoOutput(boolean output) {
    // Writing to the body says so.
  }

  @Override
  public void setFixedLengthStreamingMode(int length) {
    // The body knows its length when it is sent.
  }

  @Override
  public void setChunkedStreamingMode(int size) {
    // The body knows its length when it is sent.
  }

  @Override
  public void configure(
      KeyManager @Nullable [] keys,
      TrustManager @Nullable [] trust,
      java.security.@Nullable SecureRandom random) {
    throw new UnsupportedOperationException("certificates are always checked");
  }

  @Override
  public void setHostnameVerifier(HostnameVerifier verifier) {
    throw new UnsupportedOperationException("certificates are always checked");
  }

  private ClassicHttpResponse response() throws IOException {
    ClassicHttpResponse known = response;
    if (known == null) {
      known = send();
      response = known;
      connections.answered(known.getCode());
    }
    return known;
  }

  private ClassicHttpResponse send() throws IOException {
    connections.watch().check();
    try {
      HttpUriRequestBase request = new HttpUriRequestBase(method, url.toURI());
      headers.forEach(request::setHeader);
      connections.authorization(url).ifPresent(value -> request.setHeader("Authorization", value));
      if (body.size() > 0) {
        request.setEntity(new ByteArrayEntity(body.toByteArray(), null));
      }
      try (FetchWatch.Hook _ = connections.watch().whenEnded(request::cancel)) {
        return client.executeOpen(HttpHost.create(url.toURI()), request, null);
      }
    } catch (URISyntaxException e) {
      throw new IOException("the server leads to a place that is none", e);
    }
  }

  private List<Header> headers() {
    return response == null ? List.of() : Arrays.asList(response.getHeaders());
  }
}
