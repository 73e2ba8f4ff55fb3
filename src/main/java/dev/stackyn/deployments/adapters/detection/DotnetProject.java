package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A project of .NET, of the several that an app may be made of.
 *
 * @param root the folder that everything it is built from is in, from the repository's root
 * @param path the project's file, below that folder
 * @param described what the file says
 */
record DotnetProject(Project project, String root, String path, Pom described) {
  private static final List<String> KNOWN = List.of("10.0", "9.0", "8.0");
  private static final Pattern FRAMEWORK =
      Pattern.compile("\\bnet(?:coreapp)?(\\d{1,2}\\.\\d)(?:-[a-z0-9.]{1,20})?\\b");
  private static final Pattern PROJECT_FILE =
      Pattern.compile(
          "(?:[A-Za-z0-9_.@+-]{1,100}/){0,8}[A-Za-z0-9_.@+-]{1,100}\\.(?:cs|fs|vb)proj");
  private static final Pattern TEST = Pattern.compile("(?i).*(?:tests?|specs?)\\.(?:cs|fs|vb)proj");
  private static final String[] SOLUTION_MARKS = {
    "Directory.Build.props",
    "Directory.Packages.props",
    "global.json",
    "nuget.config",
    "NuGet.config"
  };
  private static final int MOST_PROJECTS = 100;

  static Optional<String> sign(Project project) {
    return project.here(name -> name.matches(".+\\.(?:cs|fs|vb)proj|.+\\.slnx?")).stream()
        .findFirst();
  }

  static DotnetProject of(Project project, Findings findings) {
    String root = root(project);
    List<String> paths =
        project
            .below()
            .filter(path -> PROJECT_FILE.matcher(path).matches() && !TEST.matcher(path).matches())
            .limit(MOST_PROJECTS)
            .sorted(Comparator.comparing((String path) -> path.contains("/")))
            .toList();
    List<String> web = paths.stream().filter(path -> isWeb(project, path)).toList();
    List<String> programs =
        web.isEmpty() ? paths.stream().filter(path -> isProgram(project, path)).toList() : web;
    if (programs.size() != 1) {
      throw new DeployFailure(
          DeployCode.START_UNKNOWN,
          programs.isEmpty()
              ? "None of the projects of .NET is one for the web or a program: is its OutputType Exe?"
              : "Several projects of .NET could be run: %s. Set the folder (context) of one."
                  .formatted(String.join(", ", programs)));
    }
    String path = programs.getFirst();
    findings.decide(
        "project",
        path,
        paths.size() == 1
            ? "it is the only one"
            : web.isEmpty() ? "it is the only program" : "it is the only one for the web");
    return new DotnetProject(
        project, root, below(root, project.absolute(path)), Pom.of(project, path));
  }

  /** The outermost folder around the app with something that all of its projects share. */
  private static String root(Project project) {
    String root = project.folder();
    for (String path = root; !path.isEmpty(); ) {
      path = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
      Project place = project.at(path);
      boolean shared =
          place.first(SOLUTION_MARKS).isPresent()
              || !place.here(name -> name.endsWith(".sln") || name.endsWith(".slnx")).isEmpty();
      root = shared ? path : root;
    }
    return root;
  }

  private static String below(String root, String path) {
    return Plain.folder(root.isEmpty() ? path : path.substring(root.length() + 1));
  }

  private static boolean isWeb(Project project, String path) {
    String kind = Pom.of(project, path).attribute("Sdk");
    return kind.equals("Microsoft.NET.Sdk.Web")
        || kind.equals("Microsoft.NET.Sdk.BlazorWebAssembly");
  }

  private static boolean isProgram(Project project, String path) {
    Pom described = Pom.of(project, path);
    return described.attribute("Sdk").equals("Microsoft.NET.Sdk.Worker")
        || described.said("OutputType").filter(type -> type.equalsIgnoreCase("Exe")).isPresent();
  }

  /** Pages that run in the browser alone, without a server of .NET. */
  boolean isPages() {
    return described.attribute("Sdk").equals("Microsoft.NET.Sdk.BlazorWebAssembly");
  }

  boolean isForWeb() {
    return described.attribute("Sdk").equals("Microsoft.NET.Sdk.Web");
  }

  /** Whether its build calls Node.js by itself. */
  boolean callsNode() {
    return described.said("SpaRoot").isPresent()
        || described.text("Target", "Exec").contains("npm")
        || project.text(file()).filter(text -> text.contains("Command=\"npm")).isPresent();
  }

  private String file() {
    String folder = project.folder();
    return folder.equals(root)
        ? path
        : path.substring(folder.length() - root.length() + (root.isEmpty() ? 1 : 0));
  }

  /** The version of the framework that it is written for: older ones do not run it. */
  String version(Findings findings) {
    String said =
        Stream.of("TargetFramework", "TargetFrameworks")
            .flatMap(name -> described.said(name).stream())
            .findFirst()
            .or(() -> Pom.of(project.at(root), "Directory.Build.props").said("TargetFramework"))
            .orElse("");
    String newest =
        FRAMEWORK
            .matcher(said)
            .results()
            .map(found -> found.group(1))
            .max(Comparator.comparingDouble(Double::parseDouble))
            .orElse("");
    if (newest.isEmpty() && said.matches("net\\d{2,3}")) {
      throw new DeployFailure(
          DeployCode.MANIFEST_INVALID,
          "%s is for the .NET Framework (%s), which only runs on Windows."
              .formatted(path, Plain.shown(said)));
    }
    return new Versions(project)
        .asked(newest, "TargetFramework of " + path)
        .choose(KNOWN, findings);
  }

  /** The tools' version: a file may insist on one, within what newer tools may stand in for. */
  String tools(String version) {
    Optional<String> folder = project.nearest("global.json");
    var sdk = folder.map(at -> project.at(at).json("global.json").path("sdk"));
    String said = sdk.map(one -> one.path("version").asText("")).orElse("");
    String forward = sdk.map(one -> one.path("rollForward").asText("")).orElse("");
    if (!said.matches("\\d{1,2}\\.\\d\\.\\d{3}")) {
      return version;
    }
    return forward.contains("inor") || forward.contains("ajor") || forward.contains("eature")
        ? said.substring(0, said.lastIndexOf('.'))
        : said;
  }

  /** What the file that is run is called. */
  String assembly() {
    String file = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.\\w+$", "");
    return described.said("AssemblyName").flatMap(Plain::name).orElse(file);
  }

  /** What projects refer to when their packages are looked for. */
  private static boolean isBeside(String path) {
    return (path.endsWith("packages.lock.json") || path.endsWith(".esproj")) && Plain.isPath(path);
  }

  /** The files that decide which packages there are; none when there are too many of them. */
  List<String> manifests() {
    Project place = project.at(root);
    List<String> files =
        place
            .below()
            .filter(path -> PROJECT_FILE.matcher(path).matches() || isBeside(path))
            .limit(31)
            .toList();
    return files.size() > 30
        ? List.of()
        : Stream.concat(Stream.of(SOLUTION_MARKS).filter(place::has), files.stream()).toList();
  }
}
