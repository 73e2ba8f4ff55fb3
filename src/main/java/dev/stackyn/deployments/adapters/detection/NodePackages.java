package dev.stackyn.deployments.adapters.detection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackyn.deployments.adapters.detection.Sheet.Cache;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What fetches a Node.js project's packages, and how it is told to.
 *
 * @param root the folder with the lock file, from the repository's root: that of the app, or of the
 *     workspace that the app is in
 */
record NodePackages(Manager manager, Optional<String> version, String root, Optional<String> lock) {
  private static final Pattern FIELD =
      Pattern.compile("(npm|pnpm|yarn|bun)@(\\d+(?:\\.\\d+){0,2}).*");
  private static final Pattern PNPM_LOCK = Pattern.compile("lockfileVersion:\\s*'?(\\d+)");

  /** The tools that there are, with the lock files that they leave. */
  enum Manager {
    NPM,
    PNPM,
    YARN,
    BERRY,
    BUN;

    private List<String> locks() {
      return switch (this) {
        case NPM -> List.of("package-lock.json", "npm-shrinkwrap.json");
        case PNPM -> List.of("pnpm-lock.yaml");
        case YARN, BERRY -> List.of("yarn.lock");
        case BUN -> List.of("bun.lock", "bun.lockb");
      };
    }

    String word() {
      return this == BERRY ? "yarn" : name().toLowerCase(Locale.ROOT);
    }
  }

  static NodePackages of(Project project, Findings findings) {
    String root = root(project);
    Project place = project.at(root);
    Matcher field = FIELD.matcher(place.json("package.json").path("packageManager").asText());
    Optional<String> lock =
        place.first(
            "pnpm-lock.yaml",
            "yarn.lock",
            "bun.lock",
            "bun.lockb",
            "package-lock.json",
            "npm-shrinkwrap.json");
    NodePackages packages =
        field.matches()
            ? named(place, field.group(1), field.group(2))
            : new NodePackages(
                lock.map(file -> byLock(place, file)).orElse(Manager.NPM),
                lock.flatMap(file -> pnpmVersion(place, file)),
                root,
                lock);
    packages.tell(findings, field.matches(), lock);
    return packages.lockedBy(lock);
  }

  /** Where the lock file is, if that is a workspace with this project in it; else here. */
  private static String root(Project project) {
    String[] locks = {"pnpm-lock.yaml", "yarn.lock", "bun.lock", "bun.lockb", "package-lock.json"};
    return project
        .nearest(locks)
        .filter(folder -> folder.equals(project.folder()) || isWorkspace(project.at(folder)))
        .orElse(project.folder());
  }

  private static boolean isWorkspace(Project place) {
    return place.has("pnpm-workspace.yaml") || place.json("package.json").has("workspaces");
  }

  private static NodePackages named(Project place, String name, String version) {
    Manager manager =
        switch (name) {
          case "pnpm" -> Manager.PNPM;
          case "bun" -> Manager.BUN;
          case "yarn" -> version.startsWith("1.") ? Manager.YARN : Manager.BERRY;
          default -> Manager.NPM;
        };
    return new NodePackages(manager, Optional.of(version), place.folder(), Optional.empty());
  }

  private static Manager byLock(Project place, String lock) {
    return switch (lock) {
      case "pnpm-lock.yaml" -> Manager.PNPM;
      case "bun.lock", "bun.lockb" -> Manager.BUN;
      case "yarn.lock" -> isBerry(place) ? Manager.BERRY : Manager.YARN;
      default -> Manager.NPM;
    };
  }

  private static boolean isBerry(Project place) {
    return place.has(".yarnrc.yml") || place.says("__metadata:", List.of("yarn.lock"));
  }

  /** Each version of pnpm reads the lock files of its time. */
  private static Optional<String> pnpmVersion(Project place, String lock) {
    if (!lock.equals("pnpm-lock.yaml")) {
      return Optional.empty();
    }
    Matcher format = PNPM_LOCK.matcher(place.text(lock).orElse(""));
    String version = format.find() ? format.group(1) : "9";
    return Optional.of(version.equals("5") ? "7" : version.equals("6") ? "8" : "10");
  }

  private void tell(Findings findings, boolean named, Optional<String> file) {
    findings.decide(
        "package manager",
        manager.word() + version.map(" "::concat).orElse(""),
        named
            ? "package.json names it"
            : file.map(name -> name + " is there").orElse("there is no lock file"));
    if (file.filter(manager.locks()::contains).isEmpty()) {
      findings.warn(
          "There is no lock file of %s: each build takes the newest packages there are."
              .formatted(manager.word()));
    }
  }

  /** A lock file of another tool is none. */
  private NodePackages lockedBy(Optional<String> file) {
    return new NodePackages(manager, version, root, file.filter(manager.locks()::contains));
  }

  boolean isBun() {
    return manager == Manager.BUN;
  }

  /** Newer Yarn can do without the folder that every other tool looks into; here it must not. */
  boolean mustBeToldOfFolder() {
    return manager == Manager.BERRY;
  }

  /** Gets the tool itself, where the image does not bring it. */
  Optional<String> tool() {
    return switch (manager) {
      case NPM -> version.map(number -> "npm install --global npm@" + number);
      case PNPM -> Optional.of("npm install --global pnpm@" + version.orElse("10"));
      case BERRY -> Optional.of("npm install --global corepack && corepack enable");
      case YARN, BUN -> Optional.empty();
    };
  }

  /** Everything that building takes. */
  String install() {
    boolean locked = lock.isPresent();
    return switch (manager) {
      case NPM -> locked ? "npm ci" : "npm install";
      case PNPM -> "pnpm install" + (locked ? " --frozen-lockfile" : "");
      case YARN -> "yarn install" + (locked ? " --frozen-lockfile" : "");
      case BERRY -> "yarn install" + (locked ? " --immutable" : "");
      case BUN -> "bun install" + (locked ? " --frozen-lockfile" : "");
    };
  }

  /** What running takes, and no more. */
  String installForRunning() {
    return switch (manager) {
      case NPM -> install() + " --omit=dev";
      case PNPM -> install() + " --prod";
      case YARN, BUN -> install() + " --production";
      case BERRY -> "yarn workspaces focus --all --production";
    };
  }

  /** Takes away what only building took. */
  String prune() {
    return switch (manager) {
      case NPM -> "npm prune --omit=dev --ignore-scripts";
      case PNPM -> "CI=true pnpm install --prod --frozen-lockfile --ignore-scripts";
      case YARN -> "yarn install --production --ignore-scripts --frozen-lockfile";
      case BERRY -> "yarn workspaces focus --all --production";
      case BUN -> "rm -rf node_modules && bun install --production";
    };
  }

  Cache cache() {
    return switch (manager) {
      case NPM -> new Cache("npm", "/root/.npm");
      case PNPM -> new Cache("pnpm", "/root/.local/share/pnpm/store");
      case YARN -> new Cache("yarn", "/usr/local/share/.cache/yarn");
      case BERRY -> new Cache("yarn", "/root/.yarn/berry/cache");
      case BUN -> new Cache("bun", "/root/.bun/install/cache");
    };
  }

  /** Runs a program that one of the packages brings. */
  String execute(String line) {
    if (line.startsWith("node ")) {
      return line;
    }
    return (isBun() ? "bunx " : "npx ") + line;
  }

  /** Runs a script of package.json. */
  String run(String script) {
    return manager == Manager.YARN || manager == Manager.BERRY
        ? "yarn run " + script
        : manager.word() + " run " + script;
  }

  /** The files that decide which packages there are, from the folder with the lock file. */
  List<String> manifests(Project project) {
    Project place = project.at(root);
    List<String> files = new ArrayList<>(List.of("package.json"));
    lock.ifPresent(files::add);
    for (String name : List.of(".npmrc", ".yarnrc.yml", "pnpm-workspace.yaml", "bunfig.toml")) {
      if (place.has(name)) {
        files.add(name);
      }
    }
    return files;
  }

  static boolean dependsOn(JsonNode manifest, String name) {
    return manifest.path("dependencies").has(name) || manifest.path("devDependencies").has(name);
  }
}
