package dev.stackyn;

import dev.stackyn.platform.adapters.config.Environment;
import dev.stackyn.platform.adapters.host.Home;
import dev.stackyn.platform.adapters.logs.LogSetup;
import dev.stackyn.platform.adapters.postgres.SqlFailure;
import dev.stackyn.platform.domain.PlatformSettings;
import dev.stackyn.platform.domain.Variables;
import dev.stackyn.platform.domain.Version;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process: one verb, then an exit code. People call it through the launcher. */
@OpenAPIDefinition(
    info =
        @Info(
            title = "Stackyn",
            version = "1",
            description =
                "A self-hosted deployment platform: from a Git repository to a running, routed app."))
public final class Application {
  private static final int FAILED = 1;
  private static final int USAGE = 64;

  /** What sysexits.h calls a configuration error. */
  private static final int BAD_CONFIGURATION = 78;

  private Application() {}

  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) {
    String verb = arguments.isEmpty() ? "serve" : arguments.getFirst();
    if (verb.equals("version")) {
      System.out.println("stackyn " + Version.current());
      return 0;
    }
    Variables variables = Environment.read();
    Settings settings = Settings.from(variables);
    PlatformSettings platform = settings.platform();
    if (!variables.problems().isEmpty()) {
      System.err.println("Stackyn cannot start with this configuration:");
      variables.problems().forEach(problem -> System.err.println("  " + problem));
      return BAD_CONFIGURATION;
    }
    if (verb.equals("serve")) {
      LogSetup.forService(platform.log());
    } else {
      LogSetup.forVerb();
    }
    List<String> words = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
    try {
      return switch (verb) {
        case "serve" -> serve(settings, variables.warnings());
        case "migrate" -> migrate(platform, words);
        case "rotate-keys" -> rotateKeys(settings, words);
        case "doctor" -> DoctorVerb.run(settings, variables.warnings(), System.out) ? 0 : FAILED;
        default -> usage("no such verb: " + verb);
      };
    } catch (SQLException e) {
      System.err.println("stackyn: the database cannot be used: " + SqlFailure.of(e));
      return FAILED;
    } catch (IOException | IllegalStateException e) {
      System.err.println("stackyn: " + e.getMessage());
      return FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
  }

  private static int migrate(PlatformSettings settings, List<String> words)
      throws IOException, InterruptedException, SQLException {
    if (!MigrateVerb.understands(words)) {
      return usage(MigrateVerb.USAGE);
    }
    new MigrateVerb(settings.database(), System.out).run(words);
    return 0;
  }

  private static int rotateKeys(Settings settings, List<String> words)
      throws IOException, InterruptedException, SQLException {
    if (!RotateKeysVerb.understands(words)) {
      return usage(RotateKeysVerb.USAGE);
    }
    return new RotateKeysVerb(settings, System.out).run(words) ? 0 : FAILED;
  }

  private static int usage(String text) {
    System.err.println("stackyn: " + text);
    return USAGE;
  }

  private static int serve(Settings settings, List<String> warnings)
      throws IOException, InterruptedException {
    Logger log = LoggerFactory.getLogger(Application.class);
    warnings.forEach(log::warn);
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    // Before anything starts: a signal in the middle of a start must not leave the database
    // running.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitEnd(asked, ended), "shutdown"));
    try (Home home = Home.take(settings.platform().home());
        Platform platform = Platform.start(settings)) {
      home.announce(platform.url(), platform.routerPort());
      log.info("Stackyn {} listens on {}", Version.current(), platform.url());
      asked.await();
      log.info("Stopping");
    } finally {
      ended.countDown();
    }
    return 0;
  }

  /** A signal runs this hook; the process lives on until the main thread has closed everything. */
  private static void awaitEnd(CountDownLatch asked, CountDownLatch ended) {
    asked.countDown();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
