package dev.stackyn.deployments.bench;

import dev.stackyn.testing.TestNpmRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A small Node app with packages to run on and packages to build with, as a folder of files. What
 * it serves is put together by its build.
 */
final class ShopSource {
  private static final String CODE = "module.exports = %d; // %s\n";
  private static final String PADDING = "x".repeat(60_000);

  private final Path folder;
  private final TestNpmRegistry registry;
  private final int packages;
  private int changed;

  ShopSource(Path folder, TestNpmRegistry registry, int packages) throws IOException {
    this.folder = folder;
    this.registry = registry;
    this.packages = packages;
    for (int i = 0; i < packages; i++) {
      registry.has(name(i), "1.0.0", CODE.formatted(i, PADDING + i));
    }
    registry.has(name(0), "1.0.1", CODE.formatted(0, "changed"));
    write(".npmrc", "registry=%s\nfund=false\naudit=false\n".formatted(registry.url()));
    write(
        "build.js",
        """
        const fs = require('fs');
        for (const name of Object.keys(require('./package.json').devDependencies)) require(name);
        fs.mkdirSync('dist', {recursive: true});
        fs.copyFileSync('server.js', 'dist/server.js');
        """);
    lock("1.0.0");
    change();
  }

  Path folder() {
    return folder;
  }

  /** Another text in the answer; the packages stay. */
  void change() throws IOException {
    changed++;
    write(
        "server.js",
        """
        for (const name of Object.keys(require('../package.json').dependencies)) require(name);
        require('http').createServer((request, response) => response.end('version %d'))
            .listen(process.env.PORT);
        """
            .formatted(changed));
  }

  /** Another version of one package. */
  void changeOnePackage() throws IOException {
    lock("1.0.1");
  }

  /** What people write who have not thought about it for long. */
  void dockerfile(String base) throws IOException {
    write(
        "Dockerfile",
        """
        FROM %s
        WORKDIR /app
        COPY . .
        RUN npm ci
        RUN npm run build
        CMD ["npm", "start"]
        """
            .formatted(base));
  }

  private void lock(String versionOfFirst) throws IOException {
    List<String> run = new ArrayList<>();
    List<String> build = new ArrayList<>();
    List<String> locked = new ArrayList<>();
    for (int i = 0; i < packages; i++) {
      String version = i == 0 ? versionOfFirst : "1.0.0";
      boolean development = i % 4 != 0;
      (development ? build : run).add("\"%s\": \"^1.0.0\"".formatted(name(i)));
      locked.add(registry.locked(name(i), version, development));
    }
    String both =
        "\"dependencies\": {%s}, \"devDependencies\": {%s}"
            .formatted(String.join(", ", run), String.join(", ", build));
    write(
        "package.json",
        """
        {"name": "shop", "scripts": {"build": "node build.js", "start": "node dist/server.js"}, %s}
        """
            .formatted(both));
    write(
        "package-lock.json",
        """
        {"name": "shop", "lockfileVersion": 3, "requires": true, "packages": {"": {"name": "shop", %s}, %s}}
        """
            .formatted(both, String.join(", ", locked)));
  }

  private static String name(int number) {
    return "package-" + number;
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
