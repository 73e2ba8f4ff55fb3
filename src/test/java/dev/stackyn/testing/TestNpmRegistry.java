package dev.stackyn.testing;

import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.kernel.Stop;
import io.micronaut.json.tree.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A registry of npm packages where the steps of builds can reach it, and nothing else can: in a
 * container beside theirs. It notes what is fetched.
 */
public final class TestNpmRegistry implements AutoCloseable {
  private static final int PORT = 4873;
  private static final String PROGRAM =
      """
      const fs = require('fs'), http = require('http');
      http.createServer((request, response) => {
        const name = decodeURIComponent(request.url.split('/').pop());
        const file = '/srv/packages/' + name;
        if (!/^[\\w.-]+$/.test(name) || !fs.existsSync(file)) {
          response.writeHead(404).end('{}');
          return;
        }
        console.log('fetched ' + name);
        if (name.endsWith('.html')) response.setHeader('Content-Type', 'text/html');
        response.end(fs.readFileSync(file));
      }).listen(4873);
      """;

  private final EngineHttp engine = RealDocker.engine();
  private final Path folder;
  private final String container;
  private final String address;

  private TestNpmRegistry(Path folder, String container, String address) {
    this.folder = folder;
    this.container = container;
    this.address = address;
  }

  /** Keeps its packages in a folder of its own below this one. */
  public static TestNpmRegistry start(Path parent) throws IOException {
    Path folder = Files.createDirectories(parent.resolve("npm-registry"));
    Files.createDirectories(folder.resolve("packages"));
    Files.writeString(folder.resolve("server.js"), PROGRAM);
    EngineHttp engine = RealDocker.engine();
    String image = WorkshopImage.name();
    JsonNode created =
        engine.json(
            EngineRequest.post("/containers/create")
                .body(
                    "application/json",
                    out ->
                        out.write(
                            """
                            {
                              "Image": "%s", "Cmd": ["node", "/srv/server.js"], "Tty": true,
                              "HostConfig": {"Binds": ["%s:/srv:ro"], "Init": true}
                            }
                            """
                                .formatted(image, folder)
                                .getBytes(StandardCharsets.UTF_8))));
    String id = Json.text(created, "Id").orElseThrow();
    engine.tell(EngineRequest.post("/containers/" + id + "/start"));
    String address =
        Json.text(
                engine.json(EngineRequest.get("/containers/" + id + "/json")),
                "NetworkSettings",
                "Networks",
                "bridge",
                "IPAddress")
            .orElseThrow();
    return new TestNpmRegistry(folder, id, address);
  }

  public String url() {
    return "http://%s:%d/".formatted(address, PORT);
  }

  /** A package with one module, in one more version. */
  public TestNpmRegistry has(String name, String version, String code) throws IOException {
    Files.write(
        archive(name, version),
        archive(
            Map.of(
                "package/package.json",
                "{\"name\": \"%s\", \"version\": \"%s\"}".formatted(name, version),
                "package/index.js",
                code)));
    return this;
  }

  /** Any other file, right below its address. */
  public TestNpmRegistry serves(String name, byte[] content) throws IOException {
    Files.write(folder.resolve("packages").resolve(name), content);
    return this;
  }

  private Path archive(String name, String version) {
    return folder.resolve("packages").resolve(name + "-" + version + ".tgz");
  }

  /** The part of a lock file that pins a package. */
  public String locked(String name, String version, boolean development) throws IOException {
    return """
    "node_modules/%s": {"version": "%s", "resolved": "%s%s/-/%s-%s.tgz", "integrity": "%s"%s}\
    """
        .formatted(
            name,
            version,
            url(),
            name,
            name,
            version,
            integrity(name, version),
            development ? ", \"dev\": true" : "");
  }

  private String integrity(String name, String version) throws IOException {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(archive(name, version)));
      return "sha512-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The archives that have been fetched since it was started, in their order. */
  public List<String> fetched() {
    String printed =
        engine.stream(
            EngineRequest.get("/containers/" + container + "/logs").with("stdout", "1"),
            new Stop(),
            answer -> new String(answer.body().readAllBytes(), StandardCharsets.UTF_8));
    return Stream.of(printed.split("\\s*\n"))
        .filter(line -> line.startsWith("fetched "))
        .map(line -> line.substring("fetched ".length()).strip())
        .toList();
  }

  private static byte[] archive(Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    engine.tell(EngineRequest.delete("/containers/" + container).with("force", "1"));
  }
}
