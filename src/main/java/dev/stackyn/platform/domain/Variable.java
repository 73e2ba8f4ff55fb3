package dev.stackyn.platform.domain;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One environment variable on its way to becoming a typed setting. What does not fit is noted,
 * never thrown.
 */
public final class Variable<T> {
  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,12})\\s*([a-zA-Z]*)");

  private final Variables variables;
  private final String name;
  private final @Nullable String raw;
  private final Function<String, T> parse;

  Variable(Variables variables, String name, @Nullable String raw, Function<String, T> parse) {
    this.variables = variables;
    this.name = name;
    this.raw = raw;
    this.parse = parse;
  }

  /**
   * Reads the text as something else; {@code parse} throws IllegalArgumentException with what was
   * expected.
   */
  public <R> Variable<R> as(Function<T, R> next) {
    return new Variable<>(variables, name, raw, parse.andThen(next));
  }

  public Variable<T> must(Predicate<T> rule, String expectation) {
    return as(value -> {
      if (!rule.test(value)) {
        throw new IllegalArgumentException(expectation);
      }
      return value;
    });
  }

  public Variable<Integer> asWhole(int least, int most) {
    String expectation = "must be a whole number from " + least + " to " + most;
    return as(value -> whole(String.valueOf(value), expectation))
        .must(number -> number >= least && number <= most, expectation);
  }

  /** {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 7d}; a bare number is seconds. */
  public Variable<Duration> asDuration(Duration least, Duration most) {
    String expectation = "must be a duration such as 30s or 5m";
    return as(value -> duration(String.valueOf(value), expectation))
        .must(
            d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0,
            "must lie between " + spell(least) + " and " + spell(most));
  }

  /** {@code 512KB}, {@code 1MB}, {@code 2GB} (powers of 1024); a bare number is bytes. */
  public Variable<Long> asBytes(long least, long most) {
    String expectation = "must be a size such as 512KB or 1MB";
    return as(value -> bytes(String.valueOf(value), expectation))
        .must(
            b -> b >= least && b <= most, "must lie between " + least + " and " + most + " bytes");
  }

  public <E extends Enum<E>> Variable<E> asOneOf(Class<E> type) {
    List<E> choices = Arrays.asList(type.getEnumConstants());
    String expectation =
        "must be one of "
            + choices.stream()
                .map(c -> c.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    return as(value ->
        choices.stream()
            .filter(c -> c.name().equalsIgnoreCase(String.valueOf(value)))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(expectation)));
  }

  /**
   * The value, or the default when it is unset; a value that does not fit is noted and the default
   * stands in.
   */
  public T or(T defaultValue) {
    variables.declare(name, spell(defaultValue));
    return optional().orElse(defaultValue);
  }

  public Optional<T> optional() {
    if (raw == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse.apply(raw));
    } catch (IllegalArgumentException e) {
      // The value itself is not repeated: it may be a secret in the wrong place.
      variables.problem(name, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static int whole(String text, String expectation) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(expectation, e);
    }
  }

  private static Duration duration(String text, String expectation) {
    Matcher amount = amount(text, expectation);
    long number = Long.parseLong(amount.group(1));
    return switch (amount.group(2).toLowerCase(Locale.ROOT)) {
      case "ms" -> Duration.ofMillis(number);
      case "", "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> throw new IllegalArgumentException(expectation);
    };
  }

  private static long bytes(String text, String expectation) {
    Matcher amount = amount(text, expectation);
    long number = Long.parseLong(amount.group(1));
    return switch (amount.group(2).toLowerCase(Locale.ROOT)) {
      case "", "b" -> number;
      case "k", "kb", "kib" -> number << 10;
      case "m", "mb", "mib" -> number << 20;
      case "g", "gb", "gib" -> number << 30;
      default -> throw new IllegalArgumentException(expectation);
    };
  }

  private static Matcher amount(String text, String expectation) {
    Matcher matcher = AMOUNT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(expectation);
    }
    return matcher;
  }

  private static String spell(Object value) {
    return switch (value) {
      case Duration d when d.toMillis() % 1000 != 0 -> d.toMillis() + "ms";
      case Duration d when d.toSeconds() % 3600 == 0 -> d.toHours() + "h";
      case Duration d when d.toSeconds() % 60 == 0 -> d.toMinutes() + "m";
      case Duration d -> d.toSeconds() + "s";
      case Enum<?> e -> e.name().toLowerCase(Locale.ROOT);
      case List<?> list -> list.stream().map(String::valueOf).collect(Collectors.joining(","));
      default -> value.toString();
    };
  }
}
