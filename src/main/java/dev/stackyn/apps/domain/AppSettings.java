package dev.stackyn.apps.domain;

import dev.stackyn.deployments.engine.Restart;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an owner may set about an app. Only what he has said is kept; the rest is at its default,
 * also when a later version has another one.
 */
public final class AppSettings {
  /** The one setting with a default that depends on the owner's plan. */
  public static final String MEMORY = "memory_mb";

  private static final Predicate<String> STAGE =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}").asMatchPredicate();
  private static final Predicate<String> VARIABLE =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}").asMatchPredicate();
  private static final Predicate<String> HTTP_PATH =
      Pattern.compile("/[\\x21-\\x7e&&[^#]]{0,254}").asMatchPredicate();
  private static final Predicate<String> VOLUME =
      Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}").asMatchPredicate();
  private static final Pattern RELATIVE =
      Pattern.compile("[^/\\\\\\p{Cntrl}][^\\\\\\p{Cntrl}]{0,254}");
  private static final Pattern FOLDER = Pattern.compile("(/[^/:\\\\\\p{Cntrl}]{1,100}){1,10}");
  private static final Pattern SYSTEM_FOLDER = Pattern.compile("/(proc|sys|dev|etc|run)(/.*)?");

  /** What nobody has said anything about. */
  public static final AppSettings DEFAULT = of(Map.of(), new Fields());

  /** How the repository's Dockerfile is built; what is unset is found where it usually is. */
  public record Build(
      Optional<String> dockerfile,
      Optional<String> context,
      Optional<String> target,
      Map<String, String> arguments) {}

  /** What runs, and with which folders that outlive it. */
  public record Run(
      Optional<List<String>> command,
      Optional<List<String>> releaseCommand,
      Map<String, String> volumes,
      Restart restart) {}

  /** When it counts as ready, and how long it may take to begin and to end. */
  public record Health(
      Optional<Integer> port,
      Optional<String> path,
      int status,
      Duration startPeriod,
      Duration stopGrace) {}

  /** What it may use at most; memory that is not said depends on the plan. */
  public record Resources(Optional<Integer> memoryMb, double cpus, int processes) {}

  /** What becomes of versions, and of an app that nobody visits. */
  public record Keeping(int releases, boolean autoRollback, boolean alwaysOn) {}

  private final SortedMap<String, Object> given;
  private final Build build;
  private final Run run;
  private final Health health;
  private final Resources resources;
  private final Keeping keeping;

  private AppSettings(SettingsReader in) {
    build = build(in);
    run = run(in);
    health = health(in);
    resources = resources(in);
    keeping = keeping(in);
    given = Collections.unmodifiableSortedMap(in.read());
  }

  /** Reads what an owner, or the database, has said. What is not known is left out. */
  public static AppSettings of(Map<String, Object> said, Fields fields) {
    return new AppSettings(new SettingsReader("settings.", said, fields));
  }

  /** These with the changes; what is null in them goes back to its default. */
  public AppSettings with(Map<String, @Nullable Object> changes, Fields fields) {
    SortedMap<String, Object> merged = new TreeMap<>(given);
    changes.forEach((name, value) -> {
      if (value == null) {
        merged.remove(name);
      } else {
        merged.put(name, value);
      }
    });
    return of(merged, fields);
  }

  /** What was said, by name: numbers, texts, truths, lists and maps. */
  public SortedMap<String, Object> given() {
    return given;
  }

  public Build build() {
    return build;
  }

  public Run run() {
    return run;
  }

  public Health health() {
    return health;
  }

  public Resources resources() {
    return resources;
  }

  public Keeping keeping() {
    return keeping;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AppSettings settings && given.equals(settings.given);
  }

  @Override
  public int hashCode() {
    return given.hashCode();
  }

  @Override
  public String toString() {
    // Build arguments may be secrets in the wrong place.
    return given.keySet().toString();
  }

  private static Build build(SettingsReader in) {
    String path = "must be a path within the repository, such as deploy/Dockerfile";
    return new Build(
        in.text("dockerfile_path", AppSettings::isWithin, path),
        in.text("context", AppSettings::isWithin, path),
        in.text("build_target", STAGE, "must be the name of a stage in the Dockerfile"),
        in.texts(
                "build_args",
                50,
                VARIABLE,
                SettingsReader::isAnything,
                "must be up to 50 texts by name, such as {\"NODE_ENV\": \"production\"}")
            .orElse(Map.of()));
  }

  private static Run run(SettingsReader in) {
    return new Run(
        in.command("command"),
        in.command("release_command"),
        in.texts(
                "volumes",
                10,
                VOLUME,
                AppSettings::isFolder,
                "must be up to 10 folders by name, such as {\"data\": \"/var/lib/data\"}, none of"
                    + " them the system's own")
            .orElse(Map.of()),
        in.text(
                "restart",
                word -> Stream.of(Restart.values()).anyMatch(one -> word(one).equals(word)),
                "must be always, on_failure or never")
            .map(word -> Restart.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(Restart.ALWAYS));
  }

  private static Health health(SettingsReader in) {
    return new Health(
        in.whole("port", 1, 65_535),
        in.text("health_path", HTTP_PATH, "must be a path such as /healthz"),
        in.whole("health_status", 100, 599).orElse(200),
        Duration.ofSeconds(in.whole("start_period_seconds", 1, 600).orElse(60)),
        Duration.ofSeconds(in.whole("stop_grace_seconds", 0, 300).orElse(10)));
  }

  private static Resources resources(SettingsReader in) {
    // Nothing runs twice yet; whoever asks for it is told.
    in.whole("replicas", 1, 1);
    return new Resources(
        in.whole(MEMORY, 32, 1_048_576),
        in.decimal("cpus", 0.05, 256).orElse(1.0),
        in.whole("pids", 16, 32_768).orElse(512));
  }

  private static Keeping keeping(SettingsReader in) {
    return new Keeping(
        in.whole("keep_releases", 1, 50).orElse(5),
        in.truth("auto_rollback").orElse(true),
        in.truth("always_on").orElse(true));
  }

  /** What clients call it. */
  public static String word(Restart restart) {
    return restart.name().toLowerCase(Locale.ROOT);
  }

  private static boolean isWithin(String path) {
    return RELATIVE.matcher(path).matches()
        && Stream.of(path.split("/", -1)).noneMatch(".."::equals);
  }

  private static boolean isFolder(String path) {
    return FOLDER.matcher(path).matches()
        && !SYSTEM_FOLDER.matcher(path).matches()
        && Stream.of(path.split("/", -1)).noneMatch(part -> part.equals(".") || part.equals(".."));
  }
}
