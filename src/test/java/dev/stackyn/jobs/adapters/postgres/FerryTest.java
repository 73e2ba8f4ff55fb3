package dev.stackyn.jobs.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FerryTest {
  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final List<List<String>> trips = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void dismiss() {
    callers.shutdownNow();
  }

  @Test
  void whoComesAloneCrossesAlone() {
    Ferry<String> ferry = new Ferry<>(10, trips::add);

    ferry.cross("a");
    ferry.cross("b");

    assertThat(trips).containsExactly(List.of("a"), List.of("b"));
  }

  @Test
  void whoComesWhileItIsAwayCrossesTogetherAndInOrder() throws Exception {
    Harbour harbour = new Harbour(10);
    List<Future<?>> crossings = harbour.cross("a", "b", "c", "d");

    harbour.letGo(2);
    arrive(crossings);

    assertThat(trips).containsExactly(List.of("a"), List.of("b", "c", "d"));
  }

  @Test
  void itTakesNoMoreThanItHolds() throws Exception {
    Harbour harbour = new Harbour(2);
    List<Future<?>> crossings = harbour.cross("a", "b", "c", "d");

    harbour.letGo(3);
    arrive(crossings);

    assertThat(trips).containsExactly(List.of("a"), List.of("b", "c"), List.of("d"));
  }

  @Test
  void everybodyAboardHearsOfAFailureAndNobodyElse() throws Exception {
    Harbour harbour = new Harbour(10);
    List<Future<?>> crossings = harbour.cross("a", "bad", "c");

    harbour.letGo(2);

    crossings.getFirst().get(10, TimeUnit.SECONDS);
    for (Future<?> crossing : crossings.subList(1, 3)) {
      assertThatThrownBy(() -> crossing.get(10, TimeUnit.SECONDS))
          .hasRootCauseMessage("bad is refused");
    }
    harbour.letGo(1);
    arrive(harbour.cross("d"));
    assertThat(trips).last().isEqualTo(List.of("d"));
  }

  @Test
  void anInterruptDoesNotEndTheWait() throws Exception {
    Harbour harbour = new Harbour(10);
    List<Future<?>> first = harbour.cross("a");
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread second =
        Thread.ofPlatform()
            .start(() -> {
              harbour.ferry.cross("b");
              interrupted.complete(Thread.interrupted());
            });

    second.interrupt();
    harbour.letGo(2);

    arrive(first);
    assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(trips).containsExactly(List.of("a"), List.of("b"));
  }

  @Test
  void everythingCrossesOnceHoweverManyBringIt() throws Exception {
    int threads = 8;
    int each = 2_000;
    ConcurrentLinkedQueue<Integer> arrived = new ConcurrentLinkedQueue<>();
    Ferry<Integer> ferry = new Ferry<>(5, arrived::addAll);
    CountDownLatch together = new CountDownLatch(threads);
    List<Future<?>> crossings = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      int from = thread * each;
      crossings.add(
          callers.submit(() -> {
            together.countDown();
            together.await();
            IntStream.range(from, from + each).forEach(ferry::cross);
            return null;
          }));
    }

    arrive(crossings);

    assertThat(arrived)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, threads * each).boxed().toList());
  }

  private static void arrive(List<Future<?>> crossings) throws Exception {
    for (Future<?> crossing : crossings) {
      crossing.get(10, TimeUnit.SECONDS);
    }
  }

  /** Where each trip begins when it is let go, and passengers queue in a known order. */
  private final class Harbour {
    private final Semaphore trip = new Semaphore(0);
    private final Ferry<String> ferry;

    Harbour(int largest) {
      ferry =
          new Ferry<>(
              largest,
              items -> {
                trip.acquireUninterruptibly();
                trips.add(items);
                if (items.contains("bad")) {
                  throw new IllegalStateException("bad is refused");
                }
              });
    }

    List<Future<?>> cross(String... items) throws InterruptedException {
      List<Future<?>> crossings = new ArrayList<>();
      for (String item : items) {
        CompletableFuture<Void> crossing = new CompletableFuture<>();
        Thread caller =
            Thread.ofPlatform()
                .start(() -> {
                  try {
                    ferry.cross(item);
                    crossing.complete(null);
                  } catch (IllegalStateException e) {
                    crossing.completeExceptionally(new CompletionException(e));
                  }
                });
        for (int i = 0; i < 10_000 && !hasComeToRest(caller); i++) {
          TimeUnit.MILLISECONDS.sleep(1);
        }
        crossings.add(crossing);
      }
      return crossings;
    }

    private static boolean hasComeToRest(Thread caller) {
      Thread.State state = caller.getState();
      return state == Thread.State.WAITING || state == Thread.State.TERMINATED;
    }

    void letGo(int times) {
      trip.release(times);
    }
  }
}
