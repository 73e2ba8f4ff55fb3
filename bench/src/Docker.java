import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The docker program as a script calls it, and what it has to take away in the end. */
final class Docker implements AutoCloseable {
  private static final String APP = "stackyn.app=";

  private final String program;
  private final Set<String> labels = ConcurrentHashMap.newKeySet();

  private Docker(String program) {
    this.program = program;
  }

  /** The first on the path that can build with BuildKit, which some only do with a plugin. */
  static Docker find() throws IOException, InterruptedException {
    List<String> programs =
        Arrays.stream(System.getenv("PATH").split(":", -1))
            .map(folder -> Path.of(folder, "docker"))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .toList();
    if (programs.isEmpty()) {
      throw new IOException("this bench needs the program docker: it is not on the path");
    }
    for (String program : programs) {
      Docker docker = new Docker(program);
      if (docker.canBuild()) {
        docker.requireEngine();
        return docker;
      }
    }
    throw new IOException(
        "this bench needs a program docker that can build with BuildKit: put Docker's buildx plugin"
            + " beside one of "
            + programs);
  }

  private boolean canBuild() throws IOException, InterruptedException {
    Process process = start(Map.of("DOCKER_BUILDKIT", "1"), "build", "--help");
    process.getInputStream().readAllBytes();
    return process.waitFor() == 0;
  }

  private void requireEngine() throws IOException {
    try {
      run("version", "--format", "{{.Server.Version}}");
    } catch (IOException e) {
      throw new IOException(
          "this bench needs a Docker engine: start one, or say where it is in DOCKER_HOST", e);
    }
  }

  /** What it printed. */
  String run(String... arguments) throws IOException {
    return run(Map.of(), arguments);
  }

  String run(Map<String, String> environment, String... arguments) throws IOException {
    try {
      Process process = start(environment, arguments);
      String text =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IOException("docker " + String.join(" ", arguments) + ": " + text);
      }
      return text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  boolean hasImage(String name) throws IOException {
    return !run("images", "-q", name).isEmpty();
  }

  /** How many containers an app of the platform has, stopped ones too. */
  int containers(String app) throws IOException {
    return listed("ps", "-aq", "--no-trunc", "--filter", "label=" + APP + app).size();
  }

  /** From now on the platform makes things for this app, and they are taken away in the end. */
  void willBelongTo(String app) {
    labels.add(APP + app);
  }

  /** From now on things are made with this label, and they are taken away in the end. */
  void willCarry(String label) {
    labels.add(label);
  }

  /** Takes away whatever carries one of the labels. */
  @Override
  public void close() throws IOException {
    for (String label : labels) {
      String filter = "label=" + label;
      remove(List.of("rm", "-f", "-v"), listed("ps", "-aq", "--filter", filter));
      remove(List.of("rmi", "-f"), listed("images", "-q", "--filter", filter));
      remove(List.of("network", "rm"), listed("network", "ls", "-q", "--filter", filter));
      remove(List.of("volume", "rm"), listed("volume", "ls", "-q", "--filter", filter));
    }
    labels.clear();
  }

  private void remove(List<String> how, Set<String> what) throws IOException {
    if (!what.isEmpty()) {
      List<String> arguments = new ArrayList<>(how);
      arguments.addAll(what);
      run(arguments.toArray(String[]::new));
    }
  }

  private Set<String> listed(String... arguments) throws IOException {
    Map<String, Boolean> lines = new LinkedHashMap<>();
    run(arguments).lines().forEach(line -> lines.put(line, true));
    return lines.keySet();
  }

  private Process start(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.start();
  }
}
