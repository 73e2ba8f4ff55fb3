package dev.stackyn.deployments.adapters.docker.build;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What BuildKit tells about its steps while it works: one message of its stream. */
record BuildStatus(List<Step> steps, List<Output> outputs, List<String> warnings) {
  private static final int NANOS_PER_SECOND = 1_000_000_000;

  /**
   * A step as it stands now; it is told again whenever that changes.
   *
   * @param started in nanoseconds since 1970; 0 when it has not been
   */
  record Step(
      String digest, String name, boolean cached, long started, long completed, String error) {

    Optional<Duration> took() {
      return started > 0 && completed > 0
          ? Optional.of(Duration.ofNanos(completed - started))
          : Optional.empty();
    }
  }

  /**
   * What a step's program printed: any part of it, not whole lines.
   *
   * @param stream 1 for what it printed, 2 for what it complained of: each has lines of its own
   */
  record Output(String step, int stream, ByteBuffer text) {}

  static BuildStatus read(byte[] message) {
    List<Step> steps = new ArrayList<>();
    List<Output> outputs = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    Protobuf fields = new Protobuf(message);
    for (int field = fields.next(); field != 0; field = fields.next()) {
      switch (field) {
        case 1 -> steps.add(step(fields.bytes()));
        case 3 -> outputs.add(output(fields.bytes()));
        case 4 -> warnings.add(warning(fields.bytes()));
        default -> {
          // Progress of single layers: more than a log needs.
        }
      }
    }
    return new BuildStatus(steps, outputs, warnings);
  }

  private static Step step(byte[] message) {
    String digest = "";
    String name = "";
    String error = "";
    boolean cached = false;
    long started = 0;
    long completed = 0;
    Protobuf fields = new Protobuf(message);
    for (int field = fields.next(); field != 0; field = fields.next()) {
      switch (field) {
        case 1 -> digest = fields.text();
        case 3 -> name = fields.text();
        case 4 -> cached = fields.number() != 0;
        case 5 -> started = time(fields.bytes());
        case 6 -> completed = time(fields.bytes());
        case 7 -> error = fields.text();
        default -> {
          // The steps it builds on: the order of the log shows them.
        }
      }
    }
    return new Step(digest, name, cached, started, completed, error);
  }

  private static Output output(byte[] message) {
    String step = "";
    int stream = 0;
    byte[] text = new byte[0];
    Protobuf fields = new Protobuf(message);
    for (int field = fields.next(); field != 0; field = fields.next()) {
      switch (field) {
        case 1 -> step = fields.text();
        case 3 -> stream = (int) fields.number();
        case 4 -> text = fields.bytes();
        default -> {
          // Its time: lines stand in the order in which they come.
        }
      }
    }
    return new Output(step, stream, ByteBuffer.wrap(text).asReadOnlyBuffer());
  }

  /** {@code VertexWarning}: field 3 is its short text. */
  private static String warning(byte[] message) {
    String text = "";
    Protobuf fields = new Protobuf(message);
    for (int field = fields.next(); field != 0; field = fields.next()) {
      if (field == 3) {
        text = fields.text();
      }
    }
    return text;
  }

  private static long time(byte[] message) {
    long nanos = 0;
    Protobuf fields = new Protobuf(message);
    for (int field = fields.next(); field != 0; field = fields.next()) {
      switch (field) {
        case 1 -> nanos += fields.number() * NANOS_PER_SECOND;
        case 2 -> nanos += fields.number();
        default -> {
          // There is no more to a moment.
        }
      }
    }
    return nanos;
  }
}
