package dev.stackyn.platform.adapters.logs;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gathers what is written within a few milliseconds and hands it on in one piece: one system call
 * for hundreds of log lines while the server is busy, where each line used to take one. The first
 * line after a pause goes out at once. When the process ends, what was gathered goes out, and from
 * then on every line by itself.
 */
final class GatheredOutput extends OutputStream {
  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final int MOST = 128 << 10;

  private final OutputStream target;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final byte[] gathered = new byte[MOST];
  private int length;
  private boolean ending;

  private GatheredOutput(OutputStream target) {
    this.target = target;
  }

  /** Lives as long as the process. */
  static GatheredOutput over(OutputStream target) {
    GatheredOutput output = new GatheredOutput(target);
    Thread.ofPlatform().daemon().name("log-output").start(output::handOn);
    Runtime.getRuntime().addShutdownHook(new Thread(output::end, "log-end"));
    return output;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    lock.lock();
    try {
      if (count > MOST - length) {
        // Whoever logs faster than the output takes it has to wait for it.
        drain();
      }
      if (ending || count > MOST) {
        target.write(bytes, offset, count);
        target.flush();
        return;
      }
      System.arraycopy(bytes, offset, gathered, length, count);
      length += count;
      filled.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void flush() throws IOException {
    lock.lock();
    try {
      drain();
    } finally {
      lock.unlock();
    }
  }

  /** The target is not ours to close. */
  @Override
  public void close() throws IOException {
    flush();
  }

  private void handOn() {
    try {
      while (true) {
        awaitSomething();
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      end();
    }
  }

  private void awaitSomething() throws InterruptedException {
    lock.lock();
    try {
      while (length == 0) {
        filled.await();
      }
      drain();
    } catch (IOException e) {
      // Nobody reads the log any more; there is nowhere left to say so.
      length = 0;
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      ending = true;
      drain();
    } catch (IOException e) {
      length = 0;
    } finally {
      lock.unlock();
    }
  }

  private void drain() throws IOException {
    if (length > 0) {
      target.write(gathered, 0, length);
      target.flush();
      length = 0;
    }
  }
}
