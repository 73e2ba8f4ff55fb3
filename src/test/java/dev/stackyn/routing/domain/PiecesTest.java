package dev.stackyn.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PiecesTest {
  private static final int KEYS = 5_000;

  @Test
  void isAMapWhateverIsDoneToIt() {
    Random random = new Random(1);
    Map<String, Integer> expected = new HashMap<>();
    Pieces<String, Integer> pieces = new Pieces.Draft<String, Integer>(0).finish();
    for (int i = 0; i < 20_000; i++) {
      String key = "key" + random.nextInt(KEYS);
      if (random.nextInt(3) == 0) {
        expected.remove(key);
        pieces = pieces.without(key);
      } else {
        expected.put(key, i);
        pieces = pieces.with(key, i);
      }
    }

    assertThat(pieces.values()).containsExactlyInAnyOrderElementsOf(expected.values());
    for (int i = 0; i < KEYS; i++) {
      assertThat(pieces.get("key" + i)).isEqualTo(expected.get("key" + i));
    }
  }

  @Test
  void theOneBeforeAChangeStaysAsItWas() {
    Pieces<Integer, Integer> before = squares();
    Pieces<Integer, Integer> after = before.with(7, 0).with(KEYS, 1).without(8);

    assertThat(before.get(7)).isEqualTo(49);
    assertThat(before.get(8)).isEqualTo(64);
    assertThat(before.get(KEYS)).isNull();
    assertThat(before.values()).hasSize(KEYS);
    assertThat(after.get(7)).isZero();
    assertThat(after.get(8)).isNull();
    assertThat(after.get(KEYS)).isEqualTo(1);
    assertThat(after.values()).hasSize(KEYS);
  }

  @Test
  void whatIsNotThereIsNotMissed() {
    Pieces<Integer, Integer> pieces = squares();

    assertThat(pieces.without(-1)).isSameAs(pieces);
  }

  private static Pieces<Integer, Integer> squares() {
    Pieces.Draft<Integer, Integer> draft = new Pieces.Draft<>(10);
    IntStream.range(0, KEYS).forEach(i -> draft.put(i, i * i));
    return draft.finish();
  }
}
