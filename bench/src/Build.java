import dev.stackyn.deployments.bench.BuildBench;
import dev.stackyn.deployments.bench.BuildBench.Findings;
import dev.stackyn.deployments.bench.BuildBench.Size;
import dev.stackyn.testing.TestFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Builds without a Dockerfile, beside one with a Dockerfile that somebody wrote quickly. */
final class Build {
  private static final int ROUNDS = 5;

  private Build() {}

  public static void main(String[] arguments) throws IOException {
    int rounds = arguments.length == 0 ? ROUNDS : Integer.parseInt(arguments[0]);
    Report report = new Report("build");
    Machine machine = Machine.note();
    Path folder = Files.createTempDirectory("stackyn-bench-build");
    try {
      new BuildBench(Size.full(rounds), folder, findings(report)).run();
    } finally {
      TestFolders.delete(folder);
    }
    report.figure("machine_busy_percent", machine.busyPercent());
    report.print();
  }

  private static Findings findings(Report report) {
    return new Findings() {
      @Override
      public void figure(String name, double value) {
        report.figure(name, value);
      }

      @Override
      public void figure(String name, double value, String target) {
        report.figure(name, value, target);
      }
    };
  }
}
