package dev.stackyn.deployments.bench;

import dev.stackyn.deployments.adapters.detection.Detector;
import dev.stackyn.deployments.engine.Instructions;
import dev.stackyn.deployments.engine.ports.BuiltImage;
import dev.stackyn.deployments.engine.ports.Planner.BuildVariables;
import dev.stackyn.deployments.engine.ports.Planner.Wishes;
import dev.stackyn.deployments.engine.ports.SourceFiles;
import dev.stackyn.testing.TestNpmRegistry;
import dev.stackyn.testing.WorkshopImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** What a plan without a Dockerfile is worth, beside a Dockerfile that somebody wrote quickly. */
public final class BuildBench {
  private final Size size;
  private final Path folder;
  private final Findings findings;

  /** How much is measured. */
  public record Size(int rounds, int packages, int files, int starts) {
    public static Size full(int rounds) {
      return new Size(rounds, 200, 50_000, 7);
    }

    /** Whether everything works: no figure of it means anything. */
    public static Size brief() {
      return new Size(1, 4, 500, 1);
    }
  }

  /** Where it says what it finds. */
  public interface Findings {
    void figure(String name, double value);

    /** One with a bound, such as {@code <=5}. */
    void figure(String name, double value, String target);
  }

  public BuildBench(Size size, Path folder, Findings findings) {
    this.size = size;
    this.folder = folder;
    this.findings = findings;
  }

  public void run() throws IOException {
    detection();
    try (TestNpmRegistry registry = TestNpmRegistry.start(folder)) {
      builds(registry);
      images(registry);
    }
  }

  private void builds(TestNpmRegistry registry) throws IOException {
    List<Double> first = new ArrayList<>();
    List<Double> second = new ArrayList<>();
    List<Double> fetchedFirst = new ArrayList<>();
    List<Double> fetchedAfter = new ArrayList<>();
    for (int round = 0; round < size.rounds(); round++) {
      try (Site site = new Site()) {
        // A text of its own in each: what another round has built must not be found.
        ShopSource source = source(registry);
        int before = registry.fetched().size();
        first.add(timed(() -> site.build(source.folder(), site.generated(source.folder()))));
        fetchedFirst.add(packagesSince(registry, before));
        source.change();
        second.add(timed(() -> site.build(source.folder(), site.generated(source.folder()))));
        int afterSecond = registry.fetched().size();
        source.changeOnePackage();
        site.build(source.folder(), site.generated(source.folder()));
        fetchedAfter.add(packagesSince(registry, afterSecond));
      }
    }
    findings.figure("first_build_ms", median(first));
    findings.figure("second_build_ms", median(second));
    findings.figure("second_to_first_ratio", median(second) / median(first), "<=0.3");
    findings.figure("packages", size.packages());
    findings.figure("fetched_by_first_build", median(fetchedFirst));
    findings.figure("fetched_after_one_changed", median(fetchedAfter), "<=1");
  }

  /** What two stages fetch at the same moment counts once. */
  private static double packagesSince(TestNpmRegistry registry, int before) {
    List<String> fetched = registry.fetched();
    return Set.copyOf(fetched.subList(before, fetched.size())).size();
  }

  /** In turn, so that both have the same neighbours. */
  private void images(TestNpmRegistry registry) throws IOException {
    ShopSource source = source(registry);
    source.dockerfile(WorkshopImage.name());
    try (Site site = new Site()) {
      BuiltImage written = site.build(source.folder(), new Instructions.Own(Path.of("Dockerfile")));
      Files.delete(source.folder().resolve("Dockerfile"));
      BuiltImage generated = site.build(source.folder(), site.generated(source.folder()));
      List<Double> writtenStarts = new ArrayList<>();
      List<Double> generatedStarts = new ArrayList<>();
      for (int i = 0; i < size.starts(); i++) {
        writtenStarts.add(site.startToAnswer(written));
        generatedStarts.add(site.startToAnswer(generated));
      }
      findings.figure("written_image_mb", written.size() / 1e6);
      findings.figure("generated_image_mb", generated.size() / 1e6);
      findings.figure("size_ratio", (double) generated.size() / written.size(), "<=0.6");
      findings.figure("written_start_ms", median(writtenStarts));
      findings.figure("generated_start_ms", median(generatedStarts));
      findings.figure("start_ratio", median(generatedStarts) / median(writtenStarts), "<=1");
    }
  }

  private ShopSource source(TestNpmRegistry registry) throws IOException {
    Path place = Files.createDirectories(folder.resolve(UUID.randomUUID().toString()));
    Files.writeString(place.resolve("NOTES"), place.toString());
    return new ShopSource(place, registry, size.packages());
  }

  /** A workspace of many packages, of which one is the app. */
  private void detection() {
    Listing listing = new Listing(size.files());
    Detector detector = new Detector(Site.settings());
    Wishes wishes =
        new Wishes(
            Path.of("apps/web"), Optional.empty(), Optional.empty(), BuildVariables.NONE, "app");
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      times.add(timed(() -> detector.plan(listing, wishes)));
    }
    findings.figure("detection_files", listing.paths().size());
    findings.figure("detection_first_ms", times.getFirst());
    findings.figure("detection_ms", median(times), "<=50");
  }

  private record Listing(NavigableSet<String> paths, Map<String, String> texts)
      implements SourceFiles {
    Listing(int files) {
      Map<String, String> texts = new TreeMap<>();
      texts.put("package.json", "{\"workspaces\": [\"apps/*\", \"packages/*\"]}");
      texts.put("package-lock.json", "{}");
      texts.put(
          "apps/web/package.json",
          "{\"dependencies\": {\"express\": \"^5\"}, \"scripts\": {\"start\": \"node a.js\"}}");
      NavigableSet<String> paths = new TreeSet<>(texts.keySet());
      for (int i = 0; paths.size() < files; i++) {
        paths.add("packages/p%d/src/components/part-%d/index.tsx".formatted(i % 300, i));
        paths.add("apps/web/src/pages/page-%d.tsx".formatted(i));
      }
      this(paths, texts);
    }

    @Override
    public Optional<String> text(String path) {
      return Optional.ofNullable(texts.get(path));
    }
  }

  private static double timed(Runnable work) {
    long begun = System.nanoTime();
    work.run();
    return (System.nanoTime() - begun) / 1e6;
  }

  private static double median(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    return sorted.get((sorted.size() - 1) / 2);
  }
}
