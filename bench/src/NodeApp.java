import dev.stackyn.testing.Author;
import dev.stackyn.testing.GitWebServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * The repository of a small Node app as people write it: what is installed is a layer of its own,
 * and the sources come after it. Its page has its version and a word of the process that answers.
 */
record NodeApp(String name, String url, Author author) {

  /** In a folder that the server serves. */
  static NodeApp in(Path folder, GitWebServer server, String name, String base) throws IOException {
    NodeApp app = new NodeApp(name, server.url(name + "/.git"), Author.in(folder.resolve(name)));
    app.author
        .write(
            "Dockerfile",
            """
            FROM %s
            WORKDIR /app
            COPY package.json ./
            RUN node -e "require('fs').writeFileSync('installed.json', require('fs').readFileSync('package.json'))"
            COPY . .
            ENV PORT=3000
            EXPOSE 3000
            CMD ["node", "server.js"]
            """
                .formatted(base))
        .write(".dockerignore", ".git\n")
        .write("package.json", "{\"name\": \"%s\", \"version\": \"1.0.0\"}\n".formatted(name));
    for (int page = 0; page < 40; page++) {
      app.author.write("pages/page" + page + ".html", "<p>%s, page %d</p>%n".formatted(name, page));
    }
    app.change("first");
    return app;
  }

  /** A new commit, whose page says this. */
  void change(String version) throws IOException {
    author.write(
        "server.js",
        """
        const process_word = Math.random().toString(36).slice(2);
        const page = `%s %s ${process_word}`;
        require('http').createServer((request, response) => response.end(page)).listen(process.env.PORT);
        """
            .formatted(name, version));
    author.commit("Make it " + version);
  }

  Predicate<String> shows(String version) {
    return page -> page.startsWith(name + " " + version + " ");
  }
}
