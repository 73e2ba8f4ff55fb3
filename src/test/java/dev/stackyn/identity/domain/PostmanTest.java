package dev.stackyn.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.TestPlatform;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostmanTest {
  private TestPlatform platform;
  private Postman postman;
  private TransactionOperations<Connection> transactions;

  @BeforeAll
  @SuppressWarnings("unchecked")
  void start() {
    platform = TestPlatform.start().untilReady();
    postman = platform.bean(Postman.class);
    transactions = platform.bean(TransactionOperations.class);
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void aLetterLeavesAfterTheCommit() {
    transactions.executeWrite(status -> {
      postman.send(letter("committed@example.com"));
      assertThat(platform.mail().lettersTo("committed@example.com")).isEmpty();
      return true;
    });

    Eventually.that(
        "the letter arrives", () -> platform.mail().lettersTo("committed@example.com").size() == 1);
  }

  @Test
  void aLetterAboutWhatNeverHappenedIsNotSent() {
    assertThatThrownBy(() ->
            transactions.executeWrite(status -> {
              postman.send(letter("rolled-back@example.com"));
              throw new IllegalStateException("no");
            }))
        .isInstanceOf(IllegalStateException.class);
    postman.send(letter("after@example.com"));

    Eventually.that(
        "the next letter arrives", () -> !platform.mail().lettersTo("after@example.com").isEmpty());
    assertThat(platform.mail().lettersTo("rolled-back@example.com")).isEmpty();
  }

  private static Letter letter(String to) {
    return new Letter(new Email(to), "Hello", "Hello");
  }
}
