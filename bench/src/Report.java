import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a bench has found: for people while it runs, for programs in the last line. */
final class Report {
  private final String bench;
  private final Map<String, Double> figures = new LinkedHashMap<>();
  private final Map<String, String> targets = new LinkedHashMap<>();

  Report(String bench) {
    this.bench = bench;
  }

  void figure(String name, double value) {
    figures.put(name, value);
  }

  /** A figure that has a bound, such as {@code <=1200}. */
  void figure(String name, double value, String target) {
    figure(name, value);
    targets.put(name, target);
  }

  void print() {
    System.out.println();
    figures.forEach((name, value) ->
        System.out.printf(
            Locale.ROOT,
            "%-32s %12s  %-8s %s%n",
            name,
            number(value),
            targets.getOrDefault(name, ""),
            targets.containsKey(name) ? isMet(name) ? "met" : "NOT MET" : ""));
    System.out.println();
    System.out.printf(
        "{\"bench\":\"%s\",\"figures\":{%s},\"targets\":{%s},\"met\":%s}%n",
        bench,
        figures.entrySet().stream()
            .map(figure -> "\"" + figure.getKey() + "\":" + number(figure.getValue()))
            .collect(Collectors.joining(",")),
        targets.entrySet().stream()
            .map(target -> "\"" + target.getKey() + "\":\"" + target.getValue() + "\"")
            .collect(Collectors.joining(",")),
        targets.keySet().stream().allMatch(this::isMet));
  }

  private boolean isMet(String name) {
    String target = targets.get(name);
    double bound = Double.parseDouble(target.substring(2));
    double value = figures.get(name);
    return target.startsWith("<=") ? value <= bound : value >= bound;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
  }
}
