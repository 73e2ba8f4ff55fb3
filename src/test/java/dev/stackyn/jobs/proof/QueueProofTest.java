package dev.stackyn.jobs.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.testing.DurablePostgres;
import dev.stackyn.testing.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** The proof in small: with real processes, real kills and a real restart of the database. */
class QueueProofTest {
  @Test
  void survivesKillsRestartsUnrulyHandlersAndCancels() throws Exception {
    List<String> lines = new ArrayList<>();
    try (DurablePostgres postgres = DurablePostgres.start(TestPostgres.newFolder())) {
      new QueueProof(
              QueueProof.Size.SHORT,
              postgres,
              RandomGeneratorFactory.getDefault().create(5),
              lines::add)
          .run();
    }
    assertThat(lines).hasSize(4);
  }
}
