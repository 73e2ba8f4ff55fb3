package dev.stackyn.routing.bench;

import dev.stackyn.jobs.bench.Findings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Very many connections at once. */
final class Multitude {
  private static final String HOST = "multitude.example.com";

  private final Subject subject;
  private final Findings findings;

  Multitude(Subject subject, Findings findings) {
    this.subject = subject;
    this.findings = findings;
  }

  void run(int sockets, int connections) throws IOException {
    try (SmallApp app = SmallApp.start("127.0.4.1", "here", Duration.ZERO)) {
      subject.route(HOST, app.backend());
      // The first ones bring classes and compiled code with them.
      stay(sockets / 10, true);
      double before = Usage.residentKilobytes(subject.pid());
      double after = stay(sockets, true);
      findings.figure("sockets", sockets);
      findings.figure("socket_kb_each", (after - before) / sockets, "<=40");
      before = after;
      after = stay(connections, false);
      findings.figure("connections", connections);
      findings.figure("connection_kb_each", (after - before) / connections);
    }
  }

  /** What the process has while all of them are there, and each has been answered. */
  private double stay(int count, boolean upgraded) throws IOException {
    List<Visits> all = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        Visits one = new Visits(subject.port(), HOST);
        all.add(one);
        if (upgraded) {
          one.upgrade();
        } else {
          one.get("/");
        }
      }
      double resident = Usage.residentKilobytes(subject.pid());
      for (Visits one : all) {
        if (upgraded) {
          one.echo("still here");
        } else {
          one.get("/");
        }
      }
      return resident;
    } finally {
      for (Visits one : all) {
        one.close();
      }
    }
  }
}
