package dev.stackyn.testing;

import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One image with the tools of many languages, which stands in for all of their official ones:
 * Debian's packages, unpacked and never installed, and what this machine has of Node, Go and Java.
 * It is made once and stays.
 */
public final class WorkshopImage {
  private static final String NAME = "stackyn-test/workshop";
  private static final String TAG = "6";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final List<String> PACKAGES =
      List.of(
          "bash",
          "ca-certificates",
          "composer",
          "coreutils",
          "dash",
          "debianutils",
          "findutils",
          "gawk",
          "git",
          "grep",
          "gzip",
          "apache2",
          "libapache2-mod-php",
          "libstdc++6",
          "nginx-light",
          "php-cli",
          "php-mbstring",
          "php-xml",
          "procps",
          "python3-venv",
          "ruby",
          "ruby-bundler",
          "ruby-webrick",
          "sed",
          "tar",
          "unzip");

  private final Path folder;
  private final Path root;

  private WorkshopImage(Path folder) {
    this.folder = folder;
    this.root = folder.resolve("root");
  }

  /** Its name on the engine. */
  public static synchronized String name() {
    String full = NAME + ":" + TAG;
    // Tests run in several processes: the first one makes it, the others wait.
    Path lock = Path.of(System.getProperty("java.io.tmpdir"), "stackyn-test-workshop.lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      EngineHttp engine = RealDocker.engine();
      if (engine.find(EngineRequest.get("/images/" + full + "/json")).isEmpty()) {
        new WorkshopImage(Files.createTempDirectory("stackyn-workshop")).make(engine);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return full;
  }

  private void make(EngineHttp engine) throws IOException {
    try {
      unpackPackages();
      setUp();
      takeFromThisMachine();
      engine.tell(
          EngineRequest.post("/images/create")
              .with("fromSrc", "-")
              .with("repo", NAME)
              .with("tag", TAG)
              .with(
                  "changes",
                  "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/go/bin:/opt/java/bin:/opt/maven/bin")
              .body(
                  "application/x-tar",
                  out -> {
                    Process tar =
                        new ProcessBuilder("tar", "-C", root.toString(), "-c", ".").start();
                    try (InputStream files = tar.getInputStream()) {
                      files.transferTo(out);
                    }
                  }),
          PATIENCE);
    } finally {
      TestFolders.delete(folder);
    }
  }

  /** As if nothing were installed: so nothing is left out because this machine has it. */
  private void unpackPackages() throws IOException {
    Path archives = Files.createDirectories(folder.resolve("archives"));
    Files.createDirectories(archives.resolve("partial"));
    Path status = Files.createFile(folder.resolve("status"));
    List<String> apt =
        new ArrayList<>(
            List.of(
                "apt-get",
                "-q",
                "-y",
                "-o",
                "Dir::State::status=" + status,
                "-o",
                "Dir::Cache::archives=" + archives,
                "-o",
                "APT::Install-Recommends=false",
                "-o",
                "APT::Sandbox::User=root",
                "--download-only",
                "install"));
    apt.addAll(PACKAGES);
    run(apt);
    Files.createDirectories(root);
    try (Stream<Path> files = Files.list(archives)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".deb")).sorted().toList()) {
        run(List.of("dpkg-deb", "-x", file.toString(), root.toString()));
      }
    }
  }

  /** What the packages' own scripts would have done. */
  private void setUp() throws IOException {
    link("bin/sh", "dash");
    link("usr/bin/awk", "gawk");
    link("usr/bin/python", "python3");
    // What a build would install is there.
    program("usr/bin/apt-get", "exit 0");
    for (String place : List.of("tmp", "var/tmp", "run", "proc", "sys", "dev", "root")) {
      Files.createDirectories(root.resolve(place));
    }
    run(List.of("chmod", "1777", root.resolve("tmp").toString()));
    Files.writeString(
        root.resolve("etc/passwd"),
        """
        root:x:0:0:root:/root:/bin/sh
        www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin
        nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
        """);
    Files.writeString(root.resolve("etc/group"), "root:x:0:\nwww-data:x:33:\nnogroup:x:65534:\n");
    Files.createDirectories(root.resolve("etc/ssl/certs"));
    copy(Path.of("/etc/ssl/certs/ca-certificates.crt"), "etc/ssl/certs/ca-certificates.crt");
    setUpPhp();
    setUpApache();
    setUpNginx();
  }

  private void setUpPhp() throws IOException {
    List<Path> programs = matching(root.resolve("usr/bin"), "php\\d.*");
    String version = fileName(programs.getFirst()).substring("php".length());
    link("usr/bin/php", "php" + version);
    Files.createDirectories(root.resolve("usr/local/etc/php/conf.d"));
    // The official one may be copied elsewhere.
    Files.move(root.resolve("usr/bin/composer"), root.resolve("usr/bin/composer-of-debian"));
    program("usr/bin/composer", "exec php /usr/bin/composer-of-debian \"$@\"");
    List<Path> settings;
    try (Stream<Path> files = Files.walk(root.resolve("usr/share"))) {
      settings =
          files
              .filter(file -> file.toString().matches(".*/php" + version + "-[^/]+/[^/]+/.*\\.ini"))
              .toList();
    }
    for (String kind : List.of("cli", "apache2")) {
      Path extensions = root.resolve("etc/php").resolve(version).resolve(kind).resolve("conf.d");
      Files.createDirectories(extensions);
      for (Path setting : settings) {
        Files.copy(setting, extensions.resolve(fileName(setting)));
      }
    }
  }

  /** As the official image of PHP has it: anybody may run it. */
  private void setUpApache() throws IOException {
    Path apache = root.resolve("etc/apache2");
    List<String> modules =
        List.of(
            "mpm_prefork",
            "authn_core",
            "authz_core",
            "authz_host",
            "dir",
            "mime",
            "env",
            "setenvif",
            "alias",
            "php.*");
    for (String module : modules) {
      for (Path file : matching(apache.resolve("mods-available"), module + "\\.(load|conf)")) {
        link("etc/apache2/mods-enabled/" + fileName(file), "../mods-available/" + fileName(file));
      }
    }
    link("etc/apache2/sites-enabled/000-default.conf", "../sites-available/000-default.conf");
    for (String place : List.of("var/run/apache2", "var/lock/apache2", "var/log/apache2")) {
      Files.createDirectories(root.resolve(place));
      run(List.of("chmod", "1777", root.resolve(place).toString()));
    }
    program(
        "usr/local/bin/apache2-foreground",
        """
        . /etc/apache2/envvars
        exec apache2 -DFOREGROUND "$@"
        """);
  }

  private void program(String name, String text) throws IOException {
    Path program = root.resolve(name);
    Files.createDirectories(Objects.requireNonNull(program.getParent()));
    Files.writeString(program, "#!/bin/sh\nset -e\n" + text + "\n");
    run(List.of("chmod", "755", program.toString()));
  }

  /** As the unprivileged official image has it: everything it writes is below /tmp. */
  private void setUpNginx() throws IOException {
    Files.writeString(
        root.resolve("etc/nginx/nginx.conf"),
        """
        pid /tmp/nginx.pid;
        error_log stderr;
        events {}
        http {
          include /etc/nginx/mime.types;
          access_log off;
          client_body_temp_path /tmp/body;
          proxy_temp_path /tmp/proxy;
          fastcgi_temp_path /tmp/fastcgi;
          uwsgi_temp_path /tmp/uwsgi;
          scgi_temp_path /tmp/scgi;
          include /etc/nginx/conf.d/*.conf;
        }
        """);
  }

  private void takeFromThisMachine() throws IOException {
    // …/npm/bin/npm-cli.js
    Path home = Objects.requireNonNull(real("npm").getParent()).getParent();
    copy(real("node"), "usr/local/bin/node");
    tree(Objects.requireNonNull(home), "usr/local/lib/node_modules/npm");
    link("usr/local/bin/npm", "../lib/node_modules/npm/bin/npm-cli.js");
    link("usr/local/bin/npx", "../lib/node_modules/npm/bin/npx-cli.js");
    tree(Path.of(printed(List.of("go", "env", "GOROOT"))), "opt/go", "test", "doc", "api");
    tree(Path.of(System.getProperty("java.home")), "opt/java", "jmods", "lib/src.zip");
    tree(Path.of(mavenHome()), "opt/maven");
    tree(
        repository(),
        "opt/repository",
        "io/zonky",
        "io/micronaut",
        "org/jooq",
        "org/flywaydb",
        "org/bouncycastle");
    Files.writeString(
        root.resolve("opt/maven/conf/settings.xml"),
        """
        <settings>
          <mirrors>
            <mirror><id>here</id><mirrorOf>*</mirrorOf><url>file:///opt/repository</url></mirror>
          </mirrors>
        </settings>
        """);
  }

  /** What Maven has fetched to build Stackyn itself. */
  public static Path repository() {
    return Path.of(System.getProperty("user.home"), ".m2", "repository");
  }

  /** The newest version of one of Maven's own plugins that is there. */
  public static Optional<String> pluginVersion(String name) {
    Path plugin = repository().resolve("org/apache/maven/plugins/maven-" + name + "-plugin");
    if (!Files.isDirectory(plugin)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(plugin)) {
      return versions
          .map(WorkshopImage::fileName)
          .filter(version ->
              Files.exists(
                  plugin
                      .resolve(version)
                      .resolve("maven-%s-plugin-%s.jar".formatted(name, version))))
          .max(Comparator.naturalOrder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String mavenHome() throws IOException {
    return printed(List.of("mvn", "--version"))
        .lines()
        .filter(line -> line.startsWith("Maven home: "))
        .map(line -> line.substring("Maven home: ".length()).strip())
        .findFirst()
        .orElseThrow();
  }

  /** Files that links lead to are there themselves. */
  private void tree(Path from, String to, String... without) throws IOException {
    Path place = root.resolve(to);
    Files.createDirectories(Objects.requireNonNull(place.getParent()));
    run(List.of("cp", "--recursive", "--dereference", from.toString(), place.toString()));
    for (String part : without) {
      if (Files.exists(place.resolve(part))) {
        TestFolders.delete(place.resolve(part));
      }
    }
  }

  private void copy(Path from, String to) throws IOException {
    Path place = root.resolve(to);
    Files.createDirectories(Objects.requireNonNull(place.getParent()));
    Files.copy(from, place);
  }

  private void link(String name, String target) throws IOException {
    Path place = root.resolve(name);
    if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(Objects.requireNonNull(place.getParent()));
      Files.createSymbolicLink(place, Path.of(target));
    }
  }

  private static Path real(String program) throws IOException {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      Path file = Path.of(folder, program);
      if (Files.isExecutable(file)) {
        return file.toRealPath();
      }
    }
    throw new IOException("this machine has no " + program);
  }

  private static String fileName(Path file) {
    return Objects.requireNonNull(file.getFileName()).toString();
  }

  private static List<Path> matching(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> fileName(file).matches(name)).sorted().toList();
    }
  }

  private static void run(List<String> command) throws IOException {
    printed(command);
  }

  private static String printed(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + text);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return text;
  }
}
