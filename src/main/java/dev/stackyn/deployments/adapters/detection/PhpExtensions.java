package dev.stackyn.deployments.adapters.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Extensions of PHP that its image does not have. Those of PHP itself are compiled, those of others
 * come from their registry; the headers are only there for as long as that takes.
 */
record PhpExtensions(List<String> core, List<String> others) {
  private static final Set<String> CORE =
      Set.of(
          "bcmath",
          "bz2",
          "calendar",
          "exif",
          "gd",
          "gettext",
          "gmp",
          "intl",
          "mysqli",
          "opcache",
          "pcntl",
          "pdo_mysql",
          "pdo_pgsql",
          "pgsql",
          "shmop",
          "soap",
          "sockets",
          "tidy",
          "xsl",
          "zip");
  private static final Set<String> OTHERS = Set.of("apcu", "imagick", "mongodb", "redis");
  private static final Map<String, List<String>> HEADERS =
      Map.ofEntries(
          Map.entry("bz2", List.of("libbz2-dev")),
          Map.entry("gd", List.of("libfreetype6-dev", "libjpeg-dev", "libpng-dev", "libwebp-dev")),
          Map.entry("gmp", List.of("libgmp-dev")),
          Map.entry("imagick", List.of("libmagickwand-dev")),
          Map.entry("intl", List.of("libicu-dev")),
          Map.entry("mongodb", List.of("libssl-dev")),
          Map.entry("pdo_pgsql", List.of("libpq-dev")),
          Map.entry("pgsql", List.of("libpq-dev")),
          Map.entry("soap", List.of("libxml2-dev")),
          Map.entry("tidy", List.of("libtidy-dev")),
          Map.entry("xsl", List.of("libxslt1-dev")),
          Map.entry("zip", List.of("libzip-dev")));

  /** What is in every image, whatever its version. */
  private static final Set<String> PRESENT =
      Set.of(
          "ctype",
          "curl",
          "date",
          "dom",
          "fileinfo",
          "filter",
          "hash",
          "iconv",
          "json",
          "libxml",
          "mbstring",
          "openssl",
          "pcre",
          "pdo",
          "pdo_sqlite",
          "phar",
          "posix",
          "random",
          "reflection",
          "session",
          "simplexml",
          "sodium",
          "spl",
          "sqlite3",
          "standard",
          "tokenizer",
          "xml",
          "xmlreader",
          "xmlwriter",
          "zlib");

  static PhpExtensions of(Set<String> wanted, String version, Findings findings) {
    List<String> core = new ArrayList<>();
    List<String> others = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    boolean withCache =
        VersionRange.parse(">=8.5").map(range -> range.admits(version)).orElse(false);
    for (String name : wanted) {
      boolean present = PRESENT.contains(name) || (withCache && name.equals("opcache"));
      if (CORE.contains(name) && !present) {
        core.add(name);
      } else if (OTHERS.contains(name)) {
        others.add(name);
      } else if (!present) {
        unknown.add(name);
      }
    }
    if (!unknown.isEmpty()) {
      findings.warn(
          "Extensions that are not known here are left out: %s. Add a Dockerfile if they are needed."
              .formatted(Plain.shown(String.join(", ", unknown))));
    }
    return new PhpExtensions(core, others);
  }

  /**
   * All in one step, so that no layer keeps the headers. Libraries that the extensions are linked
   * to are found out and kept, whatever this release of the system calls them.
   */
  void install(Sheet sheet) {
    if (core.isEmpty() && others.isEmpty()) {
      return;
    }
    Set<String> headers = new TreeSet<>();
    core.forEach(name -> headers.addAll(HEADERS.getOrDefault(name, List.of())));
    others.forEach(name -> headers.addAll(HEADERS.getOrDefault(name, List.of())));
    List<String> commands = new ArrayList<>();
    if (!headers.isEmpty()) {
      commands.add("kept=\"$(apt-mark showmanual)\"");
      commands.add("apt-get update");
      commands.add("apt-get install --yes --no-install-recommends " + String.join(" ", headers));
    }
    if (core.contains("gd")) {
      commands.add("docker-php-ext-configure gd --with-freetype --with-jpeg --with-webp");
    }
    if (!core.isEmpty()) {
      commands.add("docker-php-ext-install -j\"$(nproc)\" " + String.join(" ", core));
    }
    if (!others.isEmpty()) {
      String names = String.join(" ", others);
      commands.add("printf '\\n' | pecl install " + names);
      commands.add("docker-php-ext-enable " + names);
      commands.add("rm -rf /tmp/pear");
    }
    if (!headers.isEmpty()) {
      commands.add("apt-mark auto '.*' > /dev/null");
      commands.add("apt-mark manual $kept > /dev/null");
      commands.add(
          "find /usr/local/lib/php/extensions -name '*.so' -exec ldd '{}' ';'"
              + " | sed -n 's#.*=> /\\(usr/\\)\\{0,1\\}\\(lib/[^ ]*\\) .*#*/\\2#p' | sort -u"
              + " | xargs -r dpkg-query --search | cut -d: -f1 | sort -u"
              + " | xargs -r apt-mark manual > /dev/null");
      commands.add(
          "apt-get purge --yes --auto-remove -o APT::AutoRemove::RecommendsImportant=false");
      commands.add("rm -rf /var/lib/apt/lists/*");
    }
    sheet.run(String.join(" \\\n    && ", commands));
  }
}
