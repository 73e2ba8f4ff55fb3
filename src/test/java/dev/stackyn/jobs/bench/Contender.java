package dev.stackyn.jobs.bench;

import java.util.function.IntConsumer;

/**
 * A queue that is measured, with a database of its own. A job is nothing but its number, and its
 * handler is told that number.
 */
interface Contender extends AutoCloseable {

  String name();

  /** How it is set up for so many threads: printed, so that anybody can object. */
  String configuration(int threads);

  /** Puts one job into the queue, in a transaction of its own. */
  void enqueue(int job);

  /** Puts the jobs from 0 to {@code count - 1} into the queue, in the fastest way it offers. */
  void enqueueAll(int count);

  /** Begins to work; may return before it does. Whatever waits, and whatever comes, is handled. */
  void start(int threads, IntConsumer handler);

  /** Returns when no handler runs any more. Does nothing unless it was started. */
  void stop();

  /** How many jobs the database does not yet have as finished. */
  long unsettled();

  /** Makes its tables as empty, and as small, as new ones. */
  void clear();

  /** Gives its connections back. */
  @Override
  void close();
}
