package dev.stackyn.testing;

import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One image with the tools of many languages, which stands in for all of their official ones:
 * Debian's packages, unpacked and never installed, and what this machine has of Node, Go and Java.
 * It is made once and stays.
 */
public final class WorkshopImage {
  private static final String NAME = "stackyn-test/workshop";
  private static final String TAG = "1";
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
    EngineHttp engine = RealDocker.engine();
    String full = NAME + ":" + TAG;
    if (engine.find(EngineRequest.get("/images/" + full + "/json")).isEmpty()) {
      try {
        new WorkshopImage(Files.createTempDirectory("stackyn-workshop")).make(engine);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
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
                  }));
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
    setUpNginx();
  }

  private void setUpPhp() throws IOException {
    List<Path> programs = matching(root.resolve("usr/bin"), "php\\d.*");
    String version = programs.getFirst().getFileName().toString().substring("php".length());
    link("usr/bin/php", "php" + version);
    Path extensions = root.resolve("etc/php").resolve(version).resolve("cli/conf.d");
    Files.createDirectories(extensions);
    try (Stream<Path> files = Files.walk(root.resolve("usr/share"))) {
      List<Path> settings =
          files
              .filter(file -> file.toString().matches(".*/php" + version + "-[^/]+/[^/]+/.*\\.ini"))
              .toList();
      for (Path setting : settings) {
        Files.copy(setting, extensions.resolve(setting.getFileName()));
      }
    }
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
    Path npm = Path.of("/usr/lib/node_modules/npm");
    Path npmProgram = real("npm");
    Path home = Files.isDirectory(npm) ? npm : npmProgram.getParent().getParent();
    copy(real("node"), "usr/local/bin/node");
    tree(home, "usr/local/lib/node_modules/npm");
    link("usr/local/bin/npm", "../lib/node_modules/npm/bin/npm-cli.js");
    link("usr/local/bin/npx", "../lib/node_modules/npm/bin/npx-cli.js");
    tree(Path.of(printed(List.of("go", "env", "GOROOT"))), "opt/go");
    tree(Path.of(System.getProperty("java.home")), "opt/java");
    tree(Path.of(mavenHome()), "opt/maven");
    tree(repository(), "opt/repository");
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

  private static String mavenHome() throws IOException {
    return printed(List.of("mvn", "--version"))
        .lines()
        .filter(line -> line.startsWith("Maven home: "))
        .map(line -> line.substring("Maven home: ".length()).strip())
        .findFirst()
        .orElseThrow();
  }

  private void tree(Path from, String to) throws IOException {
    Path place = root.resolve(to);
    Files.createDirectories(place.getParent());
    run(List.of("cp", "-rL", from.toString(), place.toString()));
  }

  private void copy(Path from, String to) throws IOException {
    Path place = root.resolve(to);
    Files.createDirectories(place.getParent());
    Files.copy(from, place);
  }

  private void link(String name, String target) throws IOException {
    Path place = root.resolve(name);
    if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(place.getParent());
      Files.createSymbolicLink(place, Path.of(target));
    }
  }

  private static Path real(String program) throws IOException {
    for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
      Path file = Path.of(folder, program);
      if (Files.isExecutable(file)) {
        return file.toRealPath();
      }
    }
    throw new IOException("this machine has no " + program);
  }

  private static List<Path> matching(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().matches(name)).sorted().toList();
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
