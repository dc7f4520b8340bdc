package io.tripmeter.monitoring;

import io.tripmeter.testing.Metrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The metrics of several applications together, with their labels and the labels' values. */
final class Served {
  /** Of whatever Prometheus scrapes. */
  private static final Set<String> OF_THE_TARGET = Set.of("job", "instance");

  private final Map<String, Map<String, Set<String>>> metrics = new TreeMap<>();

  Served(List<Metrics> applications) {
    for (Metrics application : applications) {
      for (Metrics.Sample sample : application.samples()) {
        Map<String, Set<String>> labels =
            metrics.computeIfAbsent(sample.name(), name -> new HashMap<>());
        sample
            .labels()
            .forEach((label, value) ->
                labels.computeIfAbsent(label, name -> new HashSet<>()).add(value));
      }
    }
  }

  /** What an expression names and nobody has. */
  List<String> lacks(String expression, Set<String> recorded) {
    PromQl names = PromQl.of(expression);
    List<String> lacking = new ArrayList<>();
    for (PromQl.Selector selector : names.selectors()) {
      if (recorded.contains(selector.metric())) {
        continue;
      }
      Map<String, Set<String>> labels = metrics.get(selector.metric());
      if (labels == null) {
        lacking.add(selector.metric());
        continue;
      }
      for (PromQl.Condition condition : selector.conditions()) {
        if (!has(labels, condition)) {
          lacking.add(selector.metric() + condition);
        }
      }
    }
    Set<String> known = labelsOf(expression);
    names.labels().stream()
        .filter(label -> !known.contains(label))
        .map(label -> label + " in " + expression)
        .forEach(lacking::add);
    return lacking;
  }

  private static boolean has(Map<String, Set<String>> labels, PromQl.Condition condition) {
    if (OF_THE_TARGET.contains(condition.label())) {
      return true;
    }
    Set<String> values = labels.getOrDefault(condition.label(), Set.of());
    return condition.operator().equals("=")
        ? values.contains(condition.value())
        : !values.isEmpty();
  }

  /** Those that its metrics have; none for one of recorded series alone. */
  Set<String> labelsOf(String expression) {
    Set<String> labels = new TreeSet<>();
    for (PromQl.Selector selector : PromQl.of(expression).selectors()) {
      if (metrics.containsKey(selector.metric())) {
        labels.addAll(metrics.get(selector.metric()).keySet());
        labels.addAll(OF_THE_TARGET);
      }
    }
    return labels;
  }
}
