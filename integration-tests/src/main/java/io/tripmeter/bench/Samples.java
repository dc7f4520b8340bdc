package io.tripmeter.bench;

import java.util.ArrayList;
import java.util.List;

/** Repeated measurements of one thing; the median stands for them. */
final class Samples {
  private final List<Double> values = new ArrayList<>();

  void add(double value) {
    values.add(value);
  }

  double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** The median of the differences to {@code base}, sample by sample: both were taken in the same round. */
  double medianOver(Samples base) {
    Samples differences = new Samples();
    for (int i = 0; i < values.size(); i++) {
      differences.add(values.get(i) - base.values.get(i));
    }
    return differences.median();
  }

  /** The median of the quotients with {@code base}, sample by sample. */
  double medianRatio(Samples base) {
    return ratios(base).median();
  }

  /** Smallest and greatest quotient with {@code base}. */
  String spread(Samples base) {
    List<Double> sorted = ratios(base).values.stream().sorted().toList();
    return String.format("%.2f to %.2f", sorted.get(0), sorted.get(sorted.size() - 1));
  }

  private Samples ratios(Samples base) {
    Samples ratios = new Samples();
    for (int i = 0; i < values.size(); i++) {
      ratios.add(values.get(i) / base.values.get(i));
    }
    return ratios;
  }
}
