package dev.stackyn.deployments.engine;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a repository is. It never holds a password: URLs are logged, shown and compared. Whether
 * its host may be asked is for the adapter that asks.
 */
public record RepositoryUrl(
    Scheme scheme, Optional<String> user, String host, int port, String path) {

  /** How a repository is reached. */
  public enum Scheme {
    HTTPS(443),
    HTTP(80),
    SSH(22),
    FILE(0);

    private final int defaultPort;

    Scheme(int defaultPort) {
      this.defaultPort = defaultPort;
    }

    public boolean isHttp() {
      return this == HTTPS || this == HTTP;
    }
  }

  private static final int MOST = 2048;
  private static final String EXPECTATION =
      "must look like https://github.com/owner/repository or git@github.com:owner/repository.git";
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\s\\\\]");
  private static final Pattern SHORT_SSH =
      Pattern.compile("(?<user>[\\w.-]+)@(?<host>[\\w.-]+|\\[[0-9a-fA-F:]+]):(?<path>[^:].*)");
  private static final Pattern USER = Pattern.compile("\\w[\\w.-]*");

  public RepositoryUrl {
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(host, "host");
    if (port < 0 || port > 65_535 || path.isBlank() || path.equals("/")) {
      throw new IllegalArgumentException(EXPECTATION);
    }
    if (host.startsWith("-") || path.startsWith("-")) {
      // A program that is handed such a name would take it for an option.
      throw new IllegalArgumentException("must not have a part that begins with a dash");
    }
    if (user.filter(name -> !USER.matcher(name).matches()).isPresent()) {
      throw new IllegalArgumentException("has a user name that cannot be one");
    }
  }

  /** Throws IllegalArgumentException with a text for people; it repeats nothing of a password. */
  public static RepositoryUrl parse(String text) {
    if (text.length() > MOST || UNPRINTABLE.matcher(text).find()) {
      throw new IllegalArgumentException(EXPECTATION);
    }
    if (!text.contains("://")) {
      return shortSsh(text);
    }
    URI uri = uri(text);
    if (uri.getRawQuery() != null || uri.getRawFragment() != null || uri.isOpaque()) {
      throw new IllegalArgumentException(EXPECTATION);
    }
    return switch (String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT)) {
      case "https" -> http(Scheme.HTTPS, uri);
      case "http" -> http(Scheme.HTTP, uri);
      case "ssh" -> ssh(uri);
      case "file" -> file(uri);
      default -> throw new IllegalArgumentException(EXPECTATION);
    };
  }

  /** Another repository as one of this repository's files names it: alone, or relative to this. */
  public RepositoryUrl resolve(String reference) {
    if (!reference.startsWith("./") && !reference.startsWith("../")) {
      return parse(reference);
    }
    String base = path;
    String rest = reference;
    while (rest.startsWith("./") || rest.startsWith("../")) {
      if (rest.startsWith("../")) {
        int slash = base.lastIndexOf('/');
        if (slash < 0 || base.isEmpty()) {
          throw new IllegalArgumentException("leads out of the host");
        }
        base = base.substring(0, slash);
      }
      rest = rest.substring(rest.indexOf('/') + 1);
    }
    String joined =
        base.isEmpty() && scheme == Scheme.SSH && !path.startsWith("/") ? rest : base + "/" + rest;
    return parse(new RepositoryUrl(scheme, user, host, port, joined).text());
  }

  /**
   * Whether a credential for this one may be shown to the other: the same door, not just a name.
   */
  public boolean sharesOriginWith(RepositoryUrl other) {
    return scheme == other.scheme
        && host.equals(other.host)
        && effectivePort() == other.effectivePort();
  }

  /** The same place over HTTPS, for a host that serves both and a reader who has no SSH key. */
  public RepositoryUrl overHttps() {
    return new RepositoryUrl(
        Scheme.HTTPS, Optional.empty(), host, 0, path.startsWith("/") ? path : "/" + path);
  }

  public int effectivePort() {
    return port == 0 ? scheme.defaultPort : port;
  }

  public String text() {
    return switch (scheme) {
      case HTTPS, HTTP, FILE -> scheme.name().toLowerCase(Locale.ROOT) + "://" + authority() + path;
      case SSH ->
          path.startsWith("/")
              ? "ssh://" + user.orElse("git") + "@" + authority() + path
              : user.orElse("git") + "@" + host + ":" + path;
    };
  }

  @Override
  public String toString() {
    return text();
  }

  private String authority() {
    return port == 0 ? host : host + ":" + port;
  }

  private static RepositoryUrl shortSsh(String text) {
    Matcher matcher = SHORT_SSH.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(EXPECTATION);
    }
    return new RepositoryUrl(
        Scheme.SSH,
        Optional.of(matcher.group("user")),
        matcher.group("host").toLowerCase(Locale.ROOT),
        0,
        withoutTrailingSlash(matcher.group("path")));
  }

  private static RepositoryUrl http(Scheme scheme, URI uri) {
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "must not carry a user name or password: remove what stands before the @, and give the"
              + " token as the app's credential");
    }
    return of(scheme, Optional.empty(), uri);
  }

  private static RepositoryUrl ssh(URI uri) {
    String user = uri.getRawUserInfo();
    if (user != null && user.contains(":")) {
      throw new IllegalArgumentException(
          "must not carry a password: remove what stands between the : and the @, and use a deploy"
              + " key");
    }
    return of(Scheme.SSH, Optional.ofNullable(user), uri);
  }

  private static RepositoryUrl of(Scheme scheme, Optional<String> user, URI uri) {
    if (uri.getHost() == null || uri.getRawPath() == null || isMixedAddress(uri.getHost())) {
      throw new IllegalArgumentException(EXPECTATION);
    }
    int port = uri.getPort() == scheme.defaultPort ? 0 : Math.max(uri.getPort(), 0);
    return new RepositoryUrl(
        scheme,
        user,
        uri.getHost().toLowerCase(Locale.ROOT),
        port,
        withoutTrailingSlash(uri.getRawPath()));
  }

  /** IPv4 within IPv6: another way to write an address, and libraries disagree about it. */
  private static boolean isMixedAddress(String host) {
    return host.startsWith("[") && host.contains(".");
  }

  private static RepositoryUrl file(URI uri) {
    if (uri.getRawAuthority() != null || uri.getPath() == null) {
      throw new IllegalArgumentException("must look like file:///srv/git/repository.git");
    }
    return new RepositoryUrl(
        Scheme.FILE, Optional.empty(), "", 0, withoutTrailingSlash(uri.getRawPath()));
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      // The exception's own text repeats the URL, and with it a password if there is one.
      throw new IllegalArgumentException(EXPECTATION);
    }
  }

  private static String withoutTrailingSlash(String path) {
    return path.length() > 1 && path.endsWith("/")
        ? withoutTrailingSlash(path.substring(0, path.length() - 1))
        : path;
  }
}
