package dev.stackyn.deployments.adapters.detection;

import java.util.List;

/**
 * What is left of a program that was made into one file, with the files that it reads beside it.
 * Which those are, only the program knows: templates, pages, migrations. So all stay but its
 * sources.
 */
record Native(Sheet sheet, String folder) {
  private static final String CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt";

  /**
   * @param sources what the names of its sources end with
   * @param rest other files and folders that nothing needs any more
   */
  Native strip(String sources, String... rest) {
    sheet.run(
        "find %s -type f -name '*.%s' -delete && rm -rf %s"
            .formatted(
                folder,
                sources,
                String.join(" ", List.of(rest).stream().map(this::within).toList())));
    return this;
  }

  private String within(String path) {
    return folder + "/" + path;
  }

  /** Calls to others over TLS need to know whom to trust; small images have nothing for that. */
  Native run(String image, List<String> packages) {
    sheet
        .from(image)
        .packages(packages)
        .line("COPY --from=build [\"%1$s\", \"%1$s\"]".formatted(CERTIFICATES))
        .take("build", folder, Steps.HOME)
        .folder(Steps.HOME)
        .env("PATH", Steps.HOME + "/bin:$PATH");
    return this;
  }

  void start(List<String> command) {
    sheet.unprivileged().start(command);
  }
}
