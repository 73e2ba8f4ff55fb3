package dev.stackyn.testing;

import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Base images made of this machine's own programs and the libraries they need, so that nothing is
 * ever fetched. They are made once and stay.
 */
public final class BaseImages {
  private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

  /** A shell and the programs that tests call. */
  private static final List<String> SHELL =
      List.of("sh", "cat", "ls", "sleep", "head", "mkdir", "rm", "stat", "dd", "env", "id", "wc");

  private BaseImages() {}

  public static String shell() {
    return image("stackyn-test/shell", "1", SHELL);
  }

  /** With Node, if this machine has it. */
  public static String node() {
    return image("stackyn-test/node", "1", concat(SHELL, "node"));
  }

  private static List<String> concat(List<String> programs, String one) {
    return Stream.concat(programs.stream(), Stream.of(one)).toList();
  }

  private static synchronized String image(String name, String tag, List<String> programs) {
    EngineHttp engine = RealDocker.engine();
    String full = name + ":" + tag;
    if (engine.find(EngineRequest.get("/images/" + full + "/json")).isEmpty()) {
      Map<String, Path> files = files(programs);
      engine.tell(
          EngineRequest.post("/images/create")
              .with("fromSrc", "-")
              .with("repo", name)
              .with("tag", tag)
              .with("changes", "ENV PATH=/bin")
              .body("application/x-tar", out -> write(out, files)));
    }
    return full;
  }

  /** Path in the image to file on this machine. */
  private static Map<String, Path> files(List<String> programs) {
    Map<String, Path> files = new TreeMap<>();
    for (String program : programs) {
      Path file = find(program);
      files.put("bin/" + program, file);
      libraries(file).forEach(library -> files.put(library.toString().substring(1), library));
    }
    return new LinkedHashMap<>(files);
  }

  private static Path find(String program) {
    for (String folder : List.of("/usr/local/bin", "/usr/bin", "/bin")) {
      Path file = Path.of(folder, program);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    throw new IllegalStateException("this machine has no " + program);
  }

  private static List<Path> libraries(Path file) {
    try {
      Process process =
          new ProcessBuilder("ldd", file.toString()).redirectErrorStream(true).start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher found = LIBRARY.matcher(printed);
      return found.results().map(library -> Path.of(library.group(1))).toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(OutputStream out, Map<String, Path> files) throws IOException {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
    for (String folder : List.of("tmp/", "etc/", "proc/", "sys/", "dev/", "app/")) {
      TarArchiveEntry entry = new TarArchiveEntry(folder);
      entry.setMode(folder.equals("tmp/") ? 0041777 : 0040755);
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
    }
    text(tar, "etc/passwd", "root:x:0:0:root:/:/bin/sh\napp:x:1000:1000::/app:/bin/sh\n");
    text(tar, "etc/group", "root:x:0:\napp:x:1000:\n");
    for (Map.Entry<String, Path> file : files.entrySet()) {
      TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
      entry.setMode(0100755);
      entry.setSize(Files.size(file.getValue()));
      tar.putArchiveEntry(entry);
      Files.copy(file.getValue(), tar);
      tar.closeArchiveEntry();
    }
    tar.finish();
  }

  private static void text(TarArchiveOutputStream tar, String name, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setMode(0100644);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }
}
