package dev.stackyn.deployments.adapters.detection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a Node.js project is made with, as far as that decides how it is built and run.
 *
 * @param build what builds it, unless the project has a script of its own for that
 */
record NodeFramework(String name, Optional<String> build, Outcome outcome) {

  boolean isKnown() {
    return !equals(PLAIN);
  }

  /** The folder in which its builds leave something for the next one. */
  Optional<String> cache() {
    return Optional.of(".next/cache").filter(_ -> name.equals("Next.js"));
  }

  /** What comes out of the build. */
  sealed interface Outcome {
    /**
     * Files to be served, in this folder.
     *
     * @param fallback the page that paths without a file lead to, where pages find their own way
     */
    record Pages(String folder, Optional<String> fallback) implements Outcome {
      static Pages site(String folder) {
        return new Pages(folder, Optional.empty());
      }

      static Pages application(String folder) {
        return new Pages(folder, Optional.of("index.html"));
      }
    }

    /** A folder that runs without the packages of the rest, and what is started in it. */
    record Bundle(List<Copy> parts, List<String> start) implements Outcome {}

    /** A server that needs the project's packages; without a command, the project's own script. */
    record Server(Optional<List<String>> start) implements Outcome {}
  }

  /** A part of a bundle: from the app's folder, to where it is run. */
  record Copy(String from, String to) {}

  private static final NodeFramework PLAIN =
      new NodeFramework("Node.js", Optional.empty(), new Outcome.Server(Optional.empty()));
  private static final String[] NEXT = {
    "next.config.js", "next.config.mjs", "next.config.ts", "next.config.cjs"
  };
  private static final String[] ASTRO = {
    "astro.config.mjs", "astro.config.js", "astro.config.ts", "astro.config.mts"
  };
  private static final String[] SVELTE = {"svelte.config.js", "svelte.config.ts"};
  private static final String[] VITE = {
    "vite.config.ts", "vite.config.js", "vite.config.mts", "vite.config.mjs"
  };

  /** Those that stand on others first: most of them are built with Vite. */
  static NodeFramework of(Project project, JsonNode manifest) {
    return Stream.<Optional<NodeFramework>>of(
            next(project, manifest),
            nuxt(manifest),
            svelteKit(project, manifest),
            astro(project, manifest),
            angular(project, manifest),
            serverOf(manifest, "Remix", "@remix-run/serve", "@remix-run/node"),
            serverOf(manifest, "React Router", "@react-router/serve", "@react-router/node"),
            serverOf(manifest, "NestJS", "@nestjs/core"),
            adonis(manifest),
            serverOf(manifest, "Strapi", "@strapi/strapi"),
            siteOf(manifest, "Gatsby", "gatsby", "gatsby build", "public"),
            siteOf(manifest, "Docusaurus", "@docusaurus/core", "docusaurus build", "build"),
            siteOf(manifest, "Eleventy", "@11ty/eleventy", "eleventy", "_site"),
            vitePress(project, manifest),
            applicationOf(
                manifest, "Create React App", "react-scripts", "react-scripts build", "build"),
            applicationOf(manifest, "Vue CLI", "@vue/cli-service", "vue-cli-service build", "dist"),
            vite(project, manifest),
            applicationOf(manifest, "Parcel", "parcel", "parcel build index.html", "dist"),
            serverOf(manifest, "Fastify", "fastify"),
            serverOf(manifest, "Koa", "koa"),
            serverOf(manifest, "Hono", "@hono/node-server"),
            serverOf(manifest, "Express", "express"))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(PLAIN);
  }

  private static Optional<NodeFramework> next(Project project, JsonNode manifest) {
    if (!NodePackages.dependsOn(manifest, "next")) {
      return Optional.empty();
    }
    String configuration = text(project, NEXT);
    Outcome outcome = new Outcome.Server(Optional.of(List.of("node_modules/.bin/next", "start")));
    if (saysOutput(configuration, "export")) {
      outcome = Outcome.Pages.site("out");
    } else if (saysOutput(configuration, "standalone")) {
      outcome =
          new Outcome.Bundle(
              List.of(
                  new Copy(".next/standalone", "."),
                  new Copy(".next/static", ".next/static"),
                  new Copy("public", "public")),
              List.of("node", "server.js"));
    }
    return Optional.of(new NodeFramework("Next.js", Optional.of("next build"), outcome));
  }

  private static boolean saysOutput(String configuration, String kind) {
    return configuration.matches("(?s).*\\boutput\\s*:\\s*[\"'`]" + kind + "[\"'`].*");
  }

  private static Optional<NodeFramework> nuxt(JsonNode manifest) {
    if (!NodePackages.dependsOn(manifest, "nuxt")) {
      return Optional.empty();
    }
    boolean pages = manifest.path("scripts").path("build").asText().contains("generate");
    return Optional.of(
        new NodeFramework(
            "Nuxt",
            Optional.of("nuxt build"),
            pages
                ? Outcome.Pages.site(".output/public")
                : new Outcome.Bundle(
                    List.of(new Copy(".output", ".output")),
                    List.of("node", ".output/server/index.mjs"))));
  }

  private static Optional<NodeFramework> svelteKit(Project project, JsonNode manifest) {
    if (!NodePackages.dependsOn(manifest, "@sveltejs/kit")) {
      return Optional.empty();
    }
    boolean pages = NodePackages.dependsOn(manifest, "@sveltejs/adapter-static");
    Outcome outcome =
        pages
            ? new Outcome.Pages(
                folder(text(project, SVELTE), "pages", "build"),
                named(text(project, SVELTE), "fallback"))
            : new Outcome.Server(Optional.of(List.of("node", "build")));
    return Optional.of(new NodeFramework("SvelteKit", Optional.of("vite build"), outcome));
  }

  private static Optional<NodeFramework> astro(Project project, JsonNode manifest) {
    if (!NodePackages.dependsOn(manifest, "astro")) {
      return Optional.empty();
    }
    String folder = folder(text(project, ASTRO), "outDir", "dist");
    Outcome outcome =
        NodePackages.dependsOn(manifest, "@astrojs/node")
            ? new Outcome.Server(Optional.of(List.of("node", folder + "/server/entry.mjs")))
            : Outcome.Pages.site(folder);
    return Optional.of(new NodeFramework("Astro", Optional.of("astro build"), outcome));
  }

  /** Its builds are described in a file of their own, for each of the workspace's projects. */
  private static Optional<NodeFramework> angular(Project project, JsonNode manifest) {
    if (!NodePackages.dependsOn(manifest, "@angular/core")) {
      return Optional.empty();
    }
    JsonNode workspace = project.json("angular.json");
    String first =
        workspace.path("projects").fieldNames().hasNext()
            ? workspace.path("projects").fieldNames().next()
            : manifest.path("name").asText("app");
    String name = workspace.path("defaultProject").asText(first);
    JsonNode build = workspace.path("projects").path(name).path("architect").path("build");
    JsonNode output = build.path("options").path("outputPath");
    String folder = (output.isObject() ? output.path("base") : output).asText("dist/" + name);
    boolean server = NodePackages.dependsOn(manifest, "@angular/ssr");
    boolean separate = build.path("builder").asText().endsWith(":application");
    return Optional.of(
        new NodeFramework(
            "Angular",
            Optional.of("ng build"),
            server
                ? new Outcome.Server(Optional.of(List.of("node", folder + "/server/server.mjs")))
                : Outcome.Pages.application(separate ? folder + "/browser" : folder)));
  }

  private static Optional<NodeFramework> adonis(JsonNode manifest) {
    return NodePackages.dependsOn(manifest, "@adonisjs/core")
        ? Optional.of(
            new NodeFramework(
                "AdonisJS",
                Optional.of("node ace build"),
                new Outcome.Server(Optional.of(List.of("node", "build/bin/server.js")))))
        : Optional.empty();
  }

  private static Optional<NodeFramework> vitePress(Project project, JsonNode manifest) {
    if (!NodePackages.dependsOn(manifest, "vitepress")) {
      return Optional.empty();
    }
    String folder = project.hasFolder("docs/.vitepress") ? "docs" : "";
    return Optional.of(
        new NodeFramework(
            "VitePress",
            Optional.of("vitepress build " + (folder.isEmpty() ? "." : folder)),
            Outcome.Pages.site(folder.isEmpty() ? ".vitepress/dist" : "docs/.vitepress/dist")));
  }

  /** With a first page it makes pages; without one it only bundles what something else serves. */
  private static Optional<NodeFramework> vite(Project project, JsonNode manifest) {
    String start = manifest.path("scripts").path("start").asText();
    boolean serves = !start.isEmpty() && !start.startsWith("vite");
    if (!NodePackages.dependsOn(manifest, "vite") || !project.has("index.html") || serves) {
      return Optional.empty();
    }
    return Optional.of(
        new NodeFramework(
            "Vite",
            Optional.of("vite build"),
            Outcome.Pages.application(folder(text(project, VITE), "outDir", "dist"))));
  }

  private static Optional<NodeFramework> applicationOf(
      JsonNode manifest, String name, String dependency, String build, String folder) {
    return NodePackages.dependsOn(manifest, dependency)
        ? Optional.of(
            new NodeFramework(name, Optional.of(build), Outcome.Pages.application(folder)))
        : Optional.empty();
  }

  private static Optional<NodeFramework> siteOf(
      JsonNode manifest, String name, String dependency, String build, String folder) {
    return NodePackages.dependsOn(manifest, dependency)
        ? Optional.of(new NodeFramework(name, Optional.of(build), Outcome.Pages.site(folder)))
        : Optional.empty();
  }

  private static Optional<NodeFramework> serverOf(
      JsonNode manifest, String name, String... dependencies) {
    return Stream.of(dependencies).anyMatch(one -> NodePackages.dependsOn(manifest, one))
        ? Optional.of(new NodeFramework(name, Optional.empty(), PLAIN.outcome()))
        : Optional.empty();
  }

  private static String folder(String configuration, String key, String usual) {
    return named(configuration, key).orElse(usual);
  }

  /** A path that a configuration says as a plain text. */
  private static Optional<String> named(String configuration, String key) {
    Matcher named =
        Pattern.compile("\\b" + key + "\\s*:\\s*[\"'](?:\\./)?(\\w[\\w./-]{0,100})[\"']")
            .matcher(configuration);
    return named.find() && !named.group(1).contains("..")
        ? Optional.of(named.group(1).replaceFirst("/+$", ""))
        : Optional.empty();
  }

  private static String text(Project project, String... files) {
    return project.first(files).flatMap(project::text).orElse("");
  }
}
