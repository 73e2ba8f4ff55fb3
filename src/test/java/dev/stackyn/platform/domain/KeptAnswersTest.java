package dev.stackyn.platform.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.platform.domain.KeptAnswers.Look;
import dev.stackyn.platform.domain.KeptAnswers.Reading;
import dev.stackyn.testing.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeptAnswersTest {
  private static final RowSet.Kind KIND = RowSet.Kind.byNumber("thing");
  private static final long MOST = 100_000;

  private final ManualClock clock = new ManualClock();
  private final Map<RowSet, String> rows = new HashMap<>();
  private int asked;
  private final KeptAnswers answers =
      new KeptAnswers(
          sets -> {
            asked++;
            return sets.stream().map(set -> rows.getOrDefault(set, "")).toList();
          },
          clock,
          MOST);

  @Test
  void isKeptOnceItHasBeenAskedForTwice() {
    assertThat(read("a", "first", 1)).isEqualTo("read first");
    assertThat(asked).isZero();
    assertThat(read("a", "second", 1)).isEqualTo("read second");
    assertThat(read("a", "third", 1)).isEqualTo("second");
    assertThat(read("b", "another", 1)).isEqualTo("read another");
  }

  @Test
  void isReadAgainWhenItsRowsHaveChanged() {
    keep("a", "old", 1, 2);
    rows.put(KIND.of(2), "changed");

    assertThat(read("a", "new", 1, 2)).isEqualTo("read new");
    assertThat(read("a", "newer", 1, 2)).isEqualTo("new");
  }

  @Test
  void whatChangesWhileItIsReadIsSeen() {
    keep("a", "old", 1);
    rows.put(KIND.of(1), "changed");
    Look look = answers.look("a");
    rows.put(KIND.of(1), "changed again");
    look.keep(reading("half old", 1));

    assertThat(read("a", "new", 1)).isEqualTo("read new");
  }

  @Test
  void isNotKeptWithTheMarksOfOtherRows() {
    keep("a", "one row", 1);
    rows.put(KIND.of(1), "changed");

    assertThat(read("a", "two rows", 1, 2)).isEqualTo("read two rows");
    assertThat(read("a", "with their marks", 1, 2)).isEqualTo("read with their marks");
    assertThat(read("a", "kept now", 1, 2)).isEqualTo("with their marks");
  }

  @Test
  void endsWhenItStopsBeingTrueByItself() {
    Reading dated =
        new Reading(wire("until then"), rows(1), Optional.of(clock.instant().plusSeconds(60)));
    answers.look("a").keep(dated);
    answers.look("a").keep(dated);

    clock.pass(Duration.ofSeconds(59));
    assertThat(read("a", "too early", 1)).isEqualTo("until then");
    clock.pass(Duration.ofSeconds(1));
    assertThat(read("a", "after that", 1)).isEqualTo("read after that");
  }

  @Test
  void whatIsNotInRowsIsNotKept() {
    keep("a", "was in rows", 1);
    rows.put(KIND.of(1), "changed");
    answers.look("a").keep(Reading.passing(wire("is not any more")));
    asked = 0;

    assertThat(read("a", "as it is now", 1)).isEqualTo("read as it is now");
    assertThat(asked).isZero();
    answers.look("b").keep(Reading.passing(wire("never was")));
    assertThat(answers.look("b").isForOthers()).isFalse();
  }

  @Test
  void takesNoMoreRoomThanItMay() {
    String text = "x".repeat(2_000);
    for (int i = 0; i < 500; i++) {
      keep("answer " + i, text, i);
      assertThat(answers.bytes()).isBetween(0L, MOST);
      // Used all the time, and so never the one that gives way.
      assertThat(read("answer 0", "gone", 0)).isEqualTo(text);
    }
    assertThat(answers.bytes()).isGreaterThan(MOST - 3_000);
    assertThat(read("answer 1", "gone", 1)).isEqualTo("read gone");
    assertThat(read("answer 499", "gone", 499)).isEqualTo(text);
  }

  @Test
  void oneThatIsLargeIsNotKept() {
    String text = "x".repeat((int) MOST / 16);
    keep("large", text, 1);

    assertThat(read("large", "again", 1)).isEqualTo("read again");
    assertThat(answers.bytes()).isLessThan(1_000);
  }

  private void keep(String key, String text, long... numbers) {
    answers.look(key).keep(reading(text, numbers));
    answers.look(key).keep(reading(text, numbers));
  }

  /** What is given, or that it had to be read. */
  private String read(String key, String fresh, long... numbers) {
    Look look = answers.look(key);
    return look.answer()
        .map(KeptAnswersTest::text)
        .orElseGet(() -> "read " + text(look.keep(reading(fresh, numbers))));
  }

  private static Reading reading(String text, long... numbers) {
    return new Reading(wire(text), rows(numbers));
  }

  private static List<RowSet> rows(long... numbers) {
    return Arrays.stream(numbers).mapToObj(KIND::of).toList();
  }

  private static WireAnswer wire(String text) {
    return new WireAnswer(text.getBytes(StandardCharsets.UTF_8), "tag");
  }

  private static String text(WireAnswer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
