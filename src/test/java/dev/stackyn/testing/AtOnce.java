package dev.stackyn.testing;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Does the same thing several times at the same moment. */
public final class AtOnce {
  private AtOnce() {}

  public static <T> List<T> times(int count, Callable<T> task) {
    CyclicBarrier start = new CyclicBarrier(count);
    try (ExecutorService executor = Executors.newFixedThreadPool(count)) {
      List<Future<T>> futures =
          IntStream.range(0, count)
              .mapToObj(i ->
                  executor.submit(() -> {
                    start.await();
                    return task.call();
                  }))
              .toList();
      return futures.stream().map(AtOnce::result).toList();
    }
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
