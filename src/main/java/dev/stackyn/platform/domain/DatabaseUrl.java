package dev.stackyn.platform.domain;

import dev.stackyn.kernel.Secret;
import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The two ways people write down a PostgreSQL: {@code postgres://…} as everywhere, {@code
 * jdbc:postgresql://…} as in Java.
 */
final class DatabaseUrl {
  private static final String EXPECTATION =
      "must look like postgres://user:password@host:5432/database?sslmode=require";

  /** What libpq calls a parameter, and what the JDBC driver calls the same thing. */
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "sslmode", "sslmode",
          "sslrootcert", "sslrootcert",
          "sslcert", "sslcert",
          "sslkey", "sslkey",
          "application_name", "ApplicationName",
          "connect_timeout", "connectTimeout",
          "target_session_attrs", "targetServerType",
          "options", "options");

  enum SslMode {
    DISABLE,
    ALLOW,
    PREFER,
    REQUIRE,
    VERIFY_CA,
    VERIFY_FULL;

    static SslMode of(String text) {
      return Arrays.stream(values())
          .filter(mode -> mode.toString().equalsIgnoreCase(text))
          .findFirst()
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "must be one of disable, allow, prefer, require, verify-ca, verify-full"));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private DatabaseUrl() {}

  static External of(
      String host,
      int port,
      String database,
      String user,
      Optional<Secret> password,
      SslMode sslMode) {
    return new External(
        jdbc(host, port, encode(database), Map.of("sslmode", sslMode.toString())), user, password);
  }

  static External parse(String text) {
    boolean jdbc = text.startsWith("jdbc:");
    URI uri = uri(jdbc ? text.substring("jdbc:".length()) : text);
    if (!("postgresql".equals(uri.getScheme()) || (!jdbc && "postgres".equals(uri.getScheme())))
        || uri.getHost() == null) {
      throw new IllegalArgumentException(EXPECTATION);
    }
    Map<String, String> query = query(uri.getRawQuery());
    Credentials credentials = Credentials.of(uri.getRawUserInfo());
    @Nullable String user = firstOf(query.remove("user"), credentials.user);
    @Nullable String password = firstOf(query.remove("password"), credentials.password);
    if (user == null) {
      throw new IllegalArgumentException("names no user; it " + EXPECTATION);
    }
    SslMode sslMode = SslMode.of(query.getOrDefault("sslmode", "prefer"));
    Map<String, String> parameters = jdbc ? query : translated(query);
    parameters.put("sslmode", sslMode.toString());
    String path = uri.getRawPath();
    String database = path == null || path.length() < 2 ? encode(user) : path.substring(1);
    int port = uri.getPort() < 0 ? 5432 : uri.getPort();
    return new External(
        jdbc(uri.getHost(), port, database, parameters),
        user,
        Optional.ofNullable(password).map(Secret::new));
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      // The exception's own text repeats the URL, and with it the password.
      throw new IllegalArgumentException(
          EXPECTATION
              + "; characters such as @ : / # in the password are written as %40 %3A %2F %23");
    }
  }

  private static Map<String, String> translated(Map<String, String> query) {
    Map<String, String> translated = new LinkedHashMap<>();
    query.forEach((name, value) -> {
      String theirs = PARAMETERS.get(name);
      if (theirs == null) {
        throw new IllegalArgumentException(
            "has the parameter \"" + name + "\", which is not known");
      }
      translated.put(theirs, value);
    });
    return translated;
  }

  private static Map<String, String> query(@Nullable String raw) {
    Map<String, String> query = new LinkedHashMap<>();
    if (raw != null && !raw.isEmpty()) {
      for (String pair : raw.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
          throw new IllegalArgumentException(EXPECTATION);
        }
        query.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  /** The name and password before the {@code @}. */
  private record Credentials(@Nullable String user, @Nullable String password) {
    static Credentials of(@Nullable String userInfo) {
      if (userInfo == null || userInfo.isEmpty()) {
        return new Credentials(null, null);
      }
      int colon = userInfo.indexOf(':');
      return colon < 0
          ? new Credentials(decode(userInfo), null)
          : new Credentials(
              decode(userInfo.substring(0, colon)), decode(userInfo.substring(colon + 1)));
    }
  }

  private static String jdbc(
      String host, int port, String database, Map<String, String> parameters) {
    String query =
        parameters.entrySet().stream()
            .map(p -> encode(p.getKey()) + "=" + encode(p.getValue()))
            .collect(Collectors.joining("&"));
    return "jdbc:postgresql://" + host + ":" + port + "/" + database + "?" + query;
  }

  private static @Nullable String firstOf(@Nullable String one, @Nullable String other) {
    return one != null ? one : other;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
