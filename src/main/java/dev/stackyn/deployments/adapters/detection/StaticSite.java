package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.domain.BaseImage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
    boolean fallback = project.manifest().fallback().orElse(false);
    Sheet sheet = project.sheet();
    serve(project, sheet).own(folder.isEmpty() ? "." : folder, PAGES);
    return finished(
        Draft.of("A static site", project.folder(), sheet, Manifest.FILE, "node_modules"),
        project,
        fallback,
        project.has(folder.isEmpty() ? "404.html" : folder + "/404.html"));
  }

  /** The last stage of what another language has built into a folder of one of its stages. */
  static Draft built(Draft draft, Project project, Findings findings, String stage, String folder) {
    Optional<Boolean> said = project.manifest().fallback();
    boolean ownPage =
        Stream.of("404.html", "public/404.html", "static/404.html", "src/pages/404.astro")
            .anyMatch(project::has);
    boolean fallback = said.orElse(!ownPage);
    findings.decide(
        "unknown paths",
        fallback ? "lead to the first page" : "are not found",
        said.isPresent()
            ? Manifest.FILE + " says so"
            : ownPage ? "the site has a page for them" : "the pages may find their own way");
    serve(project, draft.sheet()).take(stage, folder, PAGES);
    return finished(draft, project, fallback, ownPage);
  }

  private static Sheet serve(Project project, Sheet sheet) {
    return sheet
        .from(project.image(BaseImage.STATIC, SERVER))
        .line("COPY [\"%s\", \"/etc/nginx/conf.d/default.conf\"]".formatted(CONFIGURATION));
  }

  private static Draft finished(Draft draft, Project project, boolean fallback, boolean ownPage) {
    int port = project.manifest().port().or(() -> project.wishes().port()).orElse(PORT);
    draft.sheet().line("EXPOSE " + port).start(List.of("nginx", "-g", "daemon off;"));
    return draft.with(CONFIGURATION, configuration(port, fallback, ownPage)).on(port);
  }

  private static String configuration(int port, boolean fallback, boolean ownPage) {
    return """
    server {
      listen %d;
      root %s;
      index index.html;
      absolute_redirect off;
      server_tokens off;
      gzip on;
      gzip_min_length 1024;
      gzip_types text/css text/plain text/xml application/javascript application/json application/manifest+json application/xml image/svg+xml;
    %s
      location ~ /\\.(?!well-known/) {
        return 404;
      }
      location / {
        try_files $uri $uri.html $uri/ %s;
      }
    }
    """
        .formatted(
            port,
            PAGES,
            !fallback && ownPage ? "  error_page 404 /404.html;" : "",
            fallback ? "/index.html" : "=404");
  }
}
