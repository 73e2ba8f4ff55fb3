package dev.stackyn.apps.domain;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Settings as they come, in numbers, texts, lists and maps, on their way to what they mean. Keeps
 * what it has read, each in one form whatever its sender wrote, and notes what does not fit.
 */
final class SettingsReader {
  private static final int MOST_TEXT = 4096;

  private final String prefix;
  private final Map<String, Object> given;
  private final Fields fields;
  private final SortedMap<String, Object> read = new TreeMap<>();

  /** The prefix is what their names begin with for whoever sent them. */
  SettingsReader(String prefix, Map<String, Object> given, Fields fields) {
    this.prefix = prefix;
    this.given = given;
    this.fields = fields;
  }

  /** What was said and understood, by name. */
  SortedMap<String, Object> read() {
    return read;
  }

  Optional<Integer> whole(String name, int least, int most) {
    String expectation = "must be a whole number from " + least + " to " + most;
    return field(
        name,
        value -> {
          BigDecimal number = number(value, expectation);
          if (number.stripTrailingZeros().scale() > 0
              || number.compareTo(BigDecimal.valueOf(least)) < 0
              || number.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw new IllegalArgumentException(expectation);
          }
          return number.intValue();
        });
  }

  Optional<Double> decimal(String name, double least, double most) {
    String expectation = "must be a number from " + least + " to " + most;
    return field(
        name,
        value -> {
          double number = number(value, expectation).doubleValue();
          if (number < least || number > most) {
            throw new IllegalArgumentException(expectation);
          }
          return number;
        });
  }

  Optional<Boolean> truth(String name) {
    return field(
        name,
        value -> {
          if (value instanceof Boolean truth) {
            return truth;
          }
          throw new IllegalArgumentException("must be true or false");
        });
  }

  Optional<String> text(String name, Predicate<String> rule, String expectation) {
    return field(name, value -> checked(value, rule, expectation));
  }

  /** A program and its arguments, or a line for a shell. */
  Optional<List<String>> command(String name) {
    String expectation = "must be a list of texts, or one text for a shell, not empty";
    return field(
        name,
        value ->
            switch (value) {
              case String line when !line.isBlank() ->
                  List.of("/bin/sh", "-c", checked(line, SettingsReader::isAnything, expectation));
              case List<?> words when !words.isEmpty() && words.size() <= 100 ->
                  words.stream()
                      .map(word -> checked(word, SettingsReader::isAnything, expectation))
                      .toList();
              default -> throw new IllegalArgumentException(expectation);
            });
  }

  /** Some of the words that there are; none when nothing is said. */
  Set<String> words(String name, Set<String> known, String expectation) {
    return field(
            name,
            value -> {
              if (!(value instanceof List<?> list)) {
                throw new IllegalArgumentException(expectation);
              }
              return list.stream()
                  .map(word -> checked(word, known::contains, expectation))
                  .collect(Collectors.toUnmodifiableSet());
            })
        .orElse(Set.of());
  }

  /** Texts by name; the rules are for each of them. */
  Optional<Map<String, String>> texts(
      String name, int most, Predicate<String> keys, Predicate<String> values, String expectation) {
    return field(
        name,
        value -> {
          if (!(value instanceof Map<?, ?> map) || map.size() > most) {
            throw new IllegalArgumentException(expectation);
          }
          Map<String, String> texts = new TreeMap<>();
          map.forEach((key, text) ->
              texts.put(checked(key, keys, expectation), checked(text, values, expectation)));
          return Map.copyOf(texts);
        });
  }

  <T> Optional<T> field(String name, Function<Object, T> reader) {
    Optional<T> found =
        Optional.ofNullable(given.get(name))
            .flatMap(value -> fields.read(prefix + name, name, () -> reader.apply(value)));
    found.ifPresent(value -> read.put(name, value));
    return found;
  }

  private static BigDecimal number(Object value, String expectation) {
    if (!(value instanceof Number)) {
      throw new IllegalArgumentException(expectation);
    }
    try {
      BigDecimal number = new BigDecimal(value.toString());
      if (number.precision() - number.scale() > 20 || number.scale() > 20) {
        throw new IllegalArgumentException(expectation);
      }
      return number;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(expectation, e);
    }
  }

  static String checked(Object value, Predicate<String> rule, String expectation) {
    if (value instanceof String text
        && text.length() <= MOST_TEXT
        && text.indexOf('\0') < 0
        && StandardCharsets.UTF_8.newEncoder().canEncode(text)
        && rule.test(text)) {
      return text;
    }
    throw new IllegalArgumentException(expectation);
  }

  static boolean isAnything(String text) {
    return true;
  }
}
