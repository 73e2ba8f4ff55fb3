package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.domain.BaseImage;
import java.util.List;
import java.util.Optional;

/** Files that are served as they are. */
final class StaticSite implements Language {
  private static final String SERVER = "stable";
  private static final int PORT = 8_080;
  private static final String CONFIGURATION = ".stackyn/nginx.conf";
  private static final String PAGES = "/usr/share/nginx/html";
  private static final String FIRST_PAGE = "index.html";
  private static final List<String> USUAL_FOLDERS =
      List.of("", "public", "dist", "build", "_site", "site", "www", "htdocs", "html", "docs");

  @Override
  public String name() {
    return "static";
  }

  @Override
  public Optional<String> sign(Project project) {
    return folder(project).map(folder -> page(folder) + " is there");
  }

  private static Optional<String> folder(Project project) {
    return USUAL_FOLDERS.stream().filter(folder -> project.has(page(folder))).findFirst();
  }

  private static String page(String folder) {
    return folder.isEmpty() ? FIRST_PAGE : folder + "/" + FIRST_PAGE;
  }

  @Override
  public Draft draft(Project project, Findings findings) {
    Optional<String> said = project.manifest().output();
    String folder = said.or(() -> folder(project)).orElse("");
    findings.decide(
        "files",
        folder.isEmpty() ? "." : folder,
        said.isPresent() ? Manifest.FILE + " says so" : page(folder) + " is there");
    Sheet sheet = project.sheet();
    serve(project, sheet).own(folder.isEmpty() ? "." : folder, PAGES);
    return finished(
        Draft.of("A static site", project.folder(), sheet, Manifest.FILE, "node_modules"),
        project,
        fallback(project, Optional.empty()));
  }

  /**
   * The last stage of what another language has built into a folder of its stage "build".
   *
   * @param usual the page that paths without a file lead to
   */
  static Draft built(
      Draft draft, Project project, Findings findings, String folder, Optional<String> usual) {
    Optional<String> fallback = fallback(project, usual);
    findings.decide(
        "unknown paths",
        fallback.map(page -> "lead to " + page).orElse("are not found"),
        project.manifest().fallback().isPresent()
            ? Manifest.FILE + " says so"
            : usual.isPresent() ? "the pages find their own way" : "every page has a file");
    serve(project, draft.sheet()).take("build", folder, PAGES);
    return finished(draft, project, fallback);
  }

  private static Optional<String> fallback(Project project, Optional<String> usual) {
    return project
        .manifest()
        .fallback()
        .map(wanted -> wanted ? usual.or(() -> Optional.of(FIRST_PAGE)) : Optional.<String>empty())
        .orElse(usual);
  }

  private static Sheet serve(Project project, Sheet sheet) {
    return sheet
        .from(project.image(BaseImage.STATIC, SERVER))
        .line("COPY [\"%s\", \"/etc/nginx/conf.d/default.conf\"]".formatted(CONFIGURATION));
  }

  private static Draft finished(Draft draft, Project project, Optional<String> fallback) {
    int port = project.manifest().port().or(() -> project.wishes().port()).orElse(PORT);
    draft.sheet().line("EXPOSE " + port).start(List.of("nginx", "-g", "daemon off;"));
    return draft.with(CONFIGURATION, configuration(port, fallback)).on(port);
  }

  private static String configuration(int port, Optional<String> fallback) {
    return """
    server {
      listen %d;
      root %s;
      index index.html;
      error_page 404 /404.html;
      absolute_redirect off;
      server_tokens off;
      gzip on;
      gzip_min_length 1024;
      gzip_types text/css text/plain text/xml application/javascript application/json application/manifest+json application/xml image/svg+xml;
      location ~ /\\.(?!well-known/) {
        return 404;
      }
      location / {
        try_files $uri $uri.html $uri/ %s;
      }
    }
    """
        .formatted(port, PAGES, fallback.map("/"::concat).orElse("=404"));
  }
}
