import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.SchemaMappingType;
import org.slf4j.LoggerFactory;

/**
 * Writes the jOOQ classes from the migrations: a throw-away PostgreSQL is started, migrated and
 * read, once per bounded context. Does nothing when neither the migrations nor anything else that
 * shapes the result has changed.
 */
final class JooqCodegen {
  private final Path base;
  private final Path migrations;
  private final Path config;
  private final Path output;
  private final Path stamp;

  private JooqCodegen(Path base) {
    this.base = base;
    this.migrations = base.resolve("db/migrations");
    this.config = base.resolve("jooq-config.xml");
    this.output = base.resolve("target/generated-sources/jooq");
    this.stamp = base.resolve("target/jooq.stamp");
  }

  public static void main(String[] args) throws Exception {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    new JooqCodegen(Path.of(args[0])).run();
  }

  private void run() throws Exception {
    String fingerprint = fingerprint();
    if (Files.isDirectory(output)
        && Files.exists(stamp)
        && Files.readString(stamp).equals(fingerprint)) {
      System.out.println("jooq: the migrations have not changed");
      return;
    }
    deleteOutput();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      Flyway.configure()
          .dataSource(postgres.getPostgresDatabase())
          .locations("filesystem:" + migrations)
          .load()
          .migrate();
      Jdbc jdbc =
          new Jdbc()
              .withDriver("org.postgresql.Driver")
              .withUrl(postgres.getJdbcUrl("postgres", "postgres"))
              .withUser("postgres");
      for (String context : contexts()) {
        generate(context, jdbc);
      }
    }
    Files.writeString(stamp, fingerprint);
    System.out.println("jooq: classes written to " + base.relativize(output));
  }

  private String fingerprint() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(org.jooq.Constants.FULL_VERSION.getBytes(StandardCharsets.UTF_8));
    try (Stream<Path> files = Files.walk(migrations)) {
      Stream<Path> inputs =
          Stream.concat(
              files.filter(Files::isRegularFile).sorted(),
              Stream.of(config, base.resolve("src/build/JooqCodegen.java")));
      for (Path input : inputs.toList()) {
        digest.update(base.relativize(input).toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(input));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The whole folder goes, or the classes of a context that was removed would stay. */
  private void deleteOutput() throws IOException {
    Files.deleteIfExists(stamp);
    if (!Files.isDirectory(output)) {
      return;
    }
    try (Stream<Path> files = Files.walk(output)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private List<String> contexts() throws Exception {
    return read().getGenerator().getDatabase().getSchemata().stream()
        .map(SchemaMappingType::getInputSchema)
        .toList();
  }

  private void generate(String context, Jdbc jdbc) throws Exception {
    Configuration configuration = read().withJdbc(jdbc).withBasedir(base.toString());
    var generator = configuration.getGenerator();
    generator.getDatabase().getSchemata().removeIf(s -> !s.getInputSchema().equals(context));
    generator
        .getTarget()
        .setPackageName(generator.getTarget().getPackageName().replace("*", context));
    GenerationTool.generate(configuration);
  }

  private Configuration read() throws IOException {
    try (InputStream in = Files.newInputStream(config)) {
      return GenerationTool.load(in);
    }
  }
}
