import dev.stackyn.jobs.bench.Findings;
import dev.stackyn.jobs.bench.QueueBench;
import dev.stackyn.jobs.bench.QueueBench.Size;
import dev.stackyn.testing.DurablePostgres;
import java.io.IOException;

/**
 * The queue beside db-scheduler and JobRunr, on one PostgreSQL with our production settings. What
 * is measured is in the test tree, because that is where the other two are.
 */
final class Queue {
  private static final int ROUNDS = 3;

  private Queue() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Size size =
        switch (arguments.length == 0 ? "" : arguments[0]) {
          case "" -> Size.full(ROUNDS);
          case "--short" -> Size.brief();
          default -> Size.full(Integer.parseInt(arguments[0]));
        };
    Report report = new Report("queue");
    Machine machine = Machine.note();
    try (DurablePostgres server = DurablePostgres.start()) {
      new QueueBench(size, server::freshDatabase, findings(report)).run();
    }
    report.figure("machine_busy_percent", machine.busyPercent());
    report.print();
  }

  private static Findings findings(Report report) {
    return new Findings() {
      @Override
      public void say(String line) {
        System.out.println(line);
      }

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
