package dev.stackyn.testing;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Optional;

/** A page in a browser: shows where it is from, and the cookie that it was given, but no token. */
public final class Page {
  private final Person visitor;
  private final String origin;
  private final Optional<String> cookie;

  Page(Person visitor, String origin, Optional<String> cookie) {
    this.visitor = visitor;
    this.origin = origin;
    this.cookie = cookie;
  }

  /** The same browser with a page from elsewhere. */
  public Page from(String otherOrigin) {
    return new Page(visitor, otherOrigin, cookie);
  }

  /** The same page, sent to another platform. */
  public Page at(TestPlatform other) {
    return new Page(visitor.at(other), other.url("").toString(), cookie);
  }

  /** The same page with the cookie that the answer set. */
  public Page with(Answer answer) {
    return withCookie(answer.header("Set-Cookie").orElseThrow().split(";", 2)[0]);
  }

  public Page withCookie(String newCookie) {
    return new Page(visitor, origin, Optional.of(newCookie));
  }

  public Page login(String email, String password) {
    Map<String, String> body = Map.of("email", email, "password", password);
    return with(post("/api/auth/login?session=cookie", body).expect(200));
  }

  public String origin() {
    return origin;
  }

  /** Name and value. */
  public String cookie() {
    return cookie.orElseThrow();
  }

  /** Browsers do not say where a page is from that only reads from its own platform. */
  public Answer get(String path) {
    return visitor.send(bare(path).GET());
  }

  public Answer delete(String path) {
    return visitor.send(request(path).DELETE());
  }

  public Answer post(String path) {
    return visitor.send(request(path).POST(BodyPublishers.noBody()));
  }

  public Answer post(String path, Map<String, ?> body) {
    return visitor.send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Person.json(body))));
  }

  public Answer send(HttpRequest.Builder request) {
    return visitor.send(request);
  }

  public HttpRequest.Builder request(String path) {
    return bare(path).header("Origin", origin);
  }

  /** Without a word about where it is from. */
  public HttpRequest.Builder bare(String path) {
    HttpRequest.Builder request = visitor.request(path);
    cookie.ifPresent(text -> request.header("Cookie", text));
    return request;
  }
}
