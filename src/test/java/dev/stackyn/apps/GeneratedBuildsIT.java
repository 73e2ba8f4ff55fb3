package dev.stackyn.apps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.domain.BaseImage;
import dev.stackyn.testing.Author;
import dev.stackyn.testing.GitWebServer;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.RealDocker;
import dev.stackyn.testing.TestFolders;
import dev.stackyn.testing.TestNpmRegistry;
import dev.stackyn.testing.TestPlatform;
import dev.stackyn.testing.WorkshopImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Repositories without a Dockerfile, in the languages whose tools Debian or this machine has: from
 * the first request to the first answer, on a real engine.
 */
@Tag("docker")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeneratedBuildsIT {
  private Path folder;
  private GitWebServer git;
  private TestNpmRegistry packages;
  private TestPlatform platform;
  private Person ada;

  @BeforeAll
  void start() throws IOException {
    folder = Files.createTempDirectory("stackyn-generated");
    git = GitWebServer.of(folder);
    packages = TestNpmRegistry.start(folder);
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "DOCKER_HOST", RealDocker.host().toString(),
                "STACKYN_GIT_ALLOWED_HOSTS", "127.0.0.0/8",
                "STACKYN_NETWORKS", "10.219.0.0/16",
                "STACKYN_WALL", "off",
                "STACKYN_REQUESTS_PER_SECOND", "1000",
                "STACKYN_DEFAULT_PLAN_LIMITS",
                    "apps=100,memory_mb=100000,disk_mb=100000,builds=2"));
    for (BaseImage image : BaseImage.values()) {
      settings.put(image.setting(), WorkshopImage.name());
    }
    platform = TestPlatform.start(settings).untilReady();
    ada = platform.signUp("ada@example.com");
  }

  @AfterAll
  void stop() throws IOException {
    platform.close();
    packages.close();
    git.close();
    TestFolders.delete(folder);
  }

  @Test
  void aNodeServerWithPackagesAndABuildStep() throws IOException {
    packages.has("greeting", "1.0.0", "module.exports = 'hello';");
    packages.has("bundler", "1.0.0", "module.exports = (text) => text;");
    Author.in(folder.resolve("node"))
        .write(".npmrc", "registry=" + packages.url())
        .write(
            "package.json",
            """
            {
              "name": "shop",
              "scripts": {"build": "node build.js", "start": "node dist/server.js"},
              "dependencies": {"greeting": "^1.0.0"},
              "devDependencies": {"bundler": "^1.0.0"}
            }
            """)
        .write(
            "package-lock.json",
            """
            {
              "name": "shop", "lockfileVersion": 3, "requires": true,
              "packages": {
                "": {
                  "name": "shop",
                  "dependencies": {"greeting": "^1.0.0"},
                  "devDependencies": {"bundler": "^1.0.0"}
                },
                %s,
                %s
              }
            }
            """
                .formatted(
                    packages.locked("greeting", "1.0.0", false),
                    packages.locked("bundler", "1.0.0", true)))
        .write(
            "build.js",
            """
            const fs = require('fs');
            fs.mkdirSync('dist', {recursive: true});
            fs.writeFileSync('dist/server.js', require('bundler')(fs.readFileSync('server.js')));
            """)
        .write(
            "server.js",
            """
            const has = (name) => { try { require(name); return true } catch { return false } };
            require('fs').writeFileSync('/srv/app/written-by-the-app', 'yes');
            let status = 200;
            require('http').createServer((request, response) => {
              if (request.url === '/health') response.statusCode = status;
              else status = 500; // Once somebody has asked, it is not what it was.
              response.end(
                  `${require('greeting')} uid ${process.getuid()} bundler ${has('bundler')}`);
            }).listen(process.env.PORT);
            """)
        .write("stackyn.json", "{\"health_path\": \"/health\"}")
        .commit("First");
    LiveApp app = create("node");
    app.live(app.first());

    assertThat(verified(app)).isEqualTo(true);
    assertThat(app.ask()).endsWith("hello uid 1000 bundler false");
    assertThat(verified(app)).as("the repository's own health path").isEqualTo(false);
    app.delete();
  }

  @Test
  void aPythonProgramWithARequirement() throws IOException {
    packages.serves("greeting-1.0-py3-none-any.whl", wheel());
    packages.serves(
        "links.html",
        "<a href=\"greeting-1.0-py3-none-any.whl\">greeting</a>".getBytes(StandardCharsets.UTF_8));
    URI from = URI.create(packages.url());
    Author.in(folder.resolve("python"))
        .write(
            "requirements.txt",
            """
            --no-index
            --trusted-host %s
            --find-links %slinks.html
            greeting==1.0
            """
                .formatted(from.getHost(), from))
        .write(
            "main.py",
            """
            import os
            from greeting import WORD
            from http.server import BaseHTTPRequestHandler, HTTPServer
            class Answer(BaseHTTPRequestHandler):
                def do_GET(self):
                    self.send_response(200)
                    self.end_headers()
                    self.wfile.write(f"{WORD} uid {os.getuid()}".encode())
            HTTPServer(("", int(os.environ["PORT"])), Answer).serve_forever()
            """)
        .commit("First");

    assertThat(answer("python")).contains("hello uid 1000");
  }

  @Test
  void aJavaProgramBuiltByMaven() throws IOException {
    Author.in(folder.resolve("java"))
        .write(
            "pom.xml",
            """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <groupId>shop</groupId><artifactId>shop</artifactId><version>1.0</version>
              <properties>
                <maven.compiler.release>25</maven.compiler.release>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
              </properties>
              <build><plugins>
                %s
                <plugin>
                  <groupId>org.apache.maven.plugins</groupId>
                  <artifactId>maven-jar-plugin</artifactId><version>%s</version>
                  <configuration><archive><manifest>
                    <mainClass>shop.Shop</mainClass>
                  </manifest></archive></configuration>
                </plugin>
              </plugins></build>
            </project>
            """
                .formatted(
                    Stream.of("resources", "compiler", "surefire", "dependency")
                        .flatMap(name -> plugin(name).stream())
                        .collect(Collectors.joining("\n")),
                    WorkshopImage.pluginVersion("jar").orElseThrow()))
        .write(
            "src/main/java/shop/Shop.java",
            """
            package shop;
            import com.sun.net.httpserver.HttpServer;
            import java.net.InetSocketAddress;
            public class Shop {
              public static void main(String[] arguments) throws Exception {
                var port = Integer.parseInt(System.getenv("PORT"));
                var server = HttpServer.create(new InetSocketAddress(port), 0);
                server.createContext("/", exchange -> {
                  var text = ("hello from " + Runtime.version().feature()).getBytes();
                  exchange.sendResponseHeaders(200, text.length);
                  exchange.getResponseBody().write(text);
                  exchange.close();
                });
                server.start();
              }
            }
            """)
        .commit("First");

    assertThat(answer("java")).endsWith("hello from 25");
  }

  private static Optional<String> plugin(String name) {
    return WorkshopImage.pluginVersion(name)
        .map(version ->
            """
            <plugin>
              <groupId>org.apache.maven.plugins</groupId>
              <artifactId>maven-%s-plugin</artifactId><version>%s</version>
            </plugin>
            """
                .formatted(name, version));
  }

  @Test
  void aGoProgram() throws IOException {
    Author.in(folder.resolve("go"))
        .write("go.mod", "module example.com/shop\n\ngo 1.21\n")
        .write("templates/page.txt", "hello")
        .write(
            "main.go",
            """
            package main

            import (
            	"bufio"
            	"fmt"
            	"net"
            	"os"
            )

            func main() {
            	page, err := os.ReadFile("templates/page.txt")
            	if err != nil {
            		panic(err)
            	}
            	listener, err := net.Listen("tcp", ":"+os.Getenv("PORT"))
            	if err != nil {
            		panic(err)
            	}
            	text := fmt.Sprintf("%s uid %d", page, os.Getuid())
            	for {
            		client, err := listener.Accept()
            		if err != nil {
            			panic(err)
            		}
            		bufio.NewReader(client).ReadString('\\n')
            		fmt.Fprintf(client, "HTTP/1.1 200 OK\\r\\nContent-Length: %d\\r\\nConnection: close\\r\\n\\r\\n%s", len(text), text)
            		client.Close()
            	}
            }
            """)
        .commit("First");

    assertThat(answer("go")).contains("hello uid 1000");
  }

  @Test
  void aRubyProgramWithAGem() throws IOException {
    Author.in(folder.resolve("ruby"))
        .write(
            "Gemfile",
            "source \"https://rubygems.org\"\ngem \"greeting\", path: \"vendor/greeting\"\n")
        .write(
            "vendor/greeting/greeting.gemspec",
            """
            Gem::Specification.new do |spec|
              spec.name = "greeting"
              spec.version = "1.0"
              spec.summary = "A word"
              spec.authors = ["Ada"]
              spec.files = ["lib/greeting.rb"]
            end
            """)
        .write("vendor/greeting/lib/greeting.rb", "WORD = \"hello\"")
        .write("Procfile", "web: bundle exec ruby server.rb")
        .write(
            "server.rb",
            """
            require "socket"
            require "greeting"
            server = TCPServer.new("0.0.0.0", ENV["PORT"].to_i)
            loop do
              client = server.accept
              client.gets("\\r\\n\\r\\n")
              text = "#{WORD} uid #{Process.uid}"
              client.write "HTTP/1.1 200 OK\\r\\nContent-Length: #{text.size}\\r\\nConnection: close\\r\\n\\r\\n#{text}"
              client.close
            end
            """)
        .commit("First");

    assertThat(answer("ruby")).contains("hello uid 1000");
  }

  @Test
  void aPhpSiteWithComposer() throws IOException {
    Author.in(folder.resolve("php"))
        .write(
            "composer.json",
            """
            {
              "repositories": [{"packagist.org": false}],
              "require": {"php": ">=8.1"},
              "autoload": {"psr-4": {"Shop\\\\": "src/"}}
            }
            """)
        .write("src/Word.php", "<?php namespace Shop; class Word { const TEXT = 'hello'; }")
        .write(
            "public/index.php",
            "<?php require '../vendor/autoload.php'; echo Shop\\Word::TEXT, ' uid ', getmyuid();")
        .commit("First");

    assertThat(answer("php")).contains("hello uid 1000");
  }

  /** A wheel is an archive with a list of what is in it. */
  private static byte[] wheel() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      Map<String, String> files =
          Map.of(
              "greeting.py", "WORD = 'hello'\n",
              "greeting-1.0.dist-info/METADATA",
                  "Metadata-Version: 2.1\nName: greeting\nVersion: 1.0\n",
              "greeting-1.0.dist-info/WHEEL",
                  "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
              "greeting-1.0.dist-info/RECORD", "greeting.py,,\n");
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void filesThatAreServedAsTheyAre() throws IOException {
    Author.in(folder.resolve("static"))
        .write("index.html", "<h1>Front page</h1>")
        .write("about/index.html", "About us")
        .write("404.html", "Nothing here")
        .write(".secret", "not for you")
        .commit("First");

    LiveApp app = create("static");
    app.live(app.first());
    assertThat(app.ask()).contains("200 OK").contains("Front page");
    assertThat(app.ask("/about/")).contains("200 OK").endsWith("About us");
    assertThat(app.ask("/missing")).contains("404 Not Found").endsWith("Nothing here");
    assertThat(app.ask("/.secret")).contains("404 Not Found").doesNotContain("not for you");
    app.delete();
  }

  private Object verified(LiveApp app) {
    return ada.get(app.path("/verify")).expect(200).json().getOrDefault("success", "nothing");
  }

  private String answer(String name) {
    LiveApp app = create(name);
    app.live(app.first());
    String answer = app.ask();
    app.delete();
    return answer;
  }

  private LiveApp create(String name) {
    return LiveApp.create(platform, ada, Map.of("name", name, "repo_url", git.url(name + "/.git")));
  }
}
