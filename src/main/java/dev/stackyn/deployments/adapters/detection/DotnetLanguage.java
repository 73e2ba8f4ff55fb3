package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.adapters.detection.Sheet.Cache;
import dev.stackyn.deployments.adapters.detection.Steps.Chosen;
import dev.stackyn.deployments.adapters.detection.Steps.Step;
import dev.stackyn.deployments.domain.BaseImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** C#, F# and Visual Basic with .NET. */
final class DotnetLanguage implements Language {
  private static final Cache PACKAGES = new Cache("nuget", "/root/.nuget/packages");
  private static final String PAGES = Steps.OUT + "/wwwroot";

  @Override
  public String name() {
    return "dotnet";
  }

  @Override
  public Optional<String> sign(Project project) {
    return DotnetProject.sign(project).map(file -> Plain.shown(file) + " is there");
  }

  @Override
  public Draft draft(Project project, Findings findings) {
    DotnetProject dotnet = DotnetProject.of(project, findings);
    String version = dotnet.version(findings);
    Optional<Assets> assets =
        dotnet.callsNode() ? Assets.below(project, findings) : Optional.empty();
    Steps steps = new Steps(project, findings);
    Chosen chosen =
        steps.choose(
            Optional.of(new Step(publish(dotnet), "usual for .NET")),
            Optional.of(new Step(PAGES, "usual for Blazor")).filter(_ -> dotnet.isPages()),
            () -> steps.buildsByItself() ? Optional.empty() : Optional.of(start(dotnet)),
            Steps.startMissing());
    Sheet sheet = project.sheet();
    Draft draft =
        Draft.of(
            "%s %s".formatted(title(dotnet), version),
            dotnet.root(),
            sheet,
            "**/bin",
            "**/obj",
            "**/node_modules");
    assets.ifPresent(made -> made.begin(sheet));
    sheet.from(project.image(BaseImage.DOTNET_BUILD, dotnet.tools(version)), "build");
    build(dotnet, assets, chosen, sheet);
    if (chosen.isPages()) {
      return chosen.pages().equals(Optional.of(PAGES))
          ? StaticSite.built(draft, project, findings, PAGES, Optional.of("index.html"))
          : steps.serve(draft, Steps.HOME, chosen);
    }
    run(project, version, steps.buildsByItself() ? Steps.HOME : Steps.OUT, sheet)
        .start(chosen.start());
    return draft;
  }

  private static String publish(DotnetProject dotnet) {
    return "dotnet publish %s --configuration Release --output %s%s"
        .formatted(dotnet.path(), Steps.OUT, isApart(dotnet) ? " --no-restore" : "");
  }

  private static void build(
      DotnetProject dotnet, Optional<Assets> assets, Chosen chosen, Sheet sheet) {
    sheet
        .folder(Steps.HOME)
        .env("DOTNET_CLI_TELEMETRY_OPTOUT", "1")
        .env("DOTNET_NOLOGO", "1")
        .variables();
    assets.ifPresent(made -> made.bring(sheet));
    fetch(dotnet, chosen.install(), sheet);
    chosen.build().ifPresent(line -> sheet.build(line, PACKAGES));
  }

  private static Sheet run(Project project, String version, String from, Sheet sheet) {
    return sheet
        .from(project.image(BaseImage.DOTNET, version))
        .packages(project.manifest().packages())
        .take("build", from, Steps.HOME)
        .folder(Steps.HOME)
        .env("DOTNET_NOLOGO", "1")
        // Nothing but the platform's own router can reach the app.
        .env("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true")
        .unprivileged();
  }

  private static String title(DotnetProject dotnet) {
    return dotnet.isPages() ? "Blazor on .NET" : dotnet.isForWeb() ? "ASP.NET Core" : ".NET";
  }

  /** Only a shell knows the port that the server is to be told. */
  private static Project.Start start(DotnetProject dotnet) {
    String file = dotnet.assembly() + ".dll";
    return new Project.Start(
        dotnet.isForWeb()
            ? Commands.replacingTheShell("env ASPNETCORE_URLS=http://+:$PORT dotnet " + file)
            : List.of("dotnet", file),
        "that is what is built");
  }

  private static boolean isApart(DotnetProject dotnet) {
    return dotnet.project().manifest().install().isEmpty() && !dotnet.manifests().isEmpty();
  }

  /** The projects' files are enough to fetch packages; each has to be where it belongs. */
  private static void fetch(DotnetProject dotnet, Optional<String> install, Sheet sheet) {
    if (!isApart(dotnet)) {
      sheet.copyAll();
      install.ifPresent(line -> sheet.build(line, PACKAGES));
      return;
    }
    Map<String, List<String>> folders =
        dotnet.manifests().stream()
            .collect(
                Collectors.groupingBy(DotnetLanguage::folder, TreeMap::new, Collectors.toList()));
    folders.forEach((folder, files) -> sheet.copy(files, "./" + folder));
    sheet.build("dotnet restore " + dotnet.path(), PACKAGES).copyAll();
  }

  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }
}
