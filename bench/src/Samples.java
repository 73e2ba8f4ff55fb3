import java.util.List;

/** What was measured several times. */
record Samples(List<Double> sorted) {
  Samples {
    sorted = sorted.stream().sorted().toList();
  }

  double median() {
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  double least() {
    return sorted.getFirst();
  }

  double most() {
    return sorted.getLast();
  }
}
