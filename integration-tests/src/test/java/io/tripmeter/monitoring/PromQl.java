package io.tripmeter.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The names in one expression, found by looking at its words.
 *
 * @param selectors each metric where it is used, with its conditions
 * @param labels of by, on and the like
 */
record PromQl(List<Selector> selectors, Set<String> labels) {
  private static final Pattern TOKEN = Pattern.compile(
      "\"(?:[^\"\\\\]|\\\\.)*\"|\\[[^]]*]|[a-zA-Z_:][\\w:]*|\\d[\\w.]*|[=!]~|!=|\\S");
  private static final Set<String> GROUPING =
      Set.of("by", "on", "without", "ignoring", "group_left", "group_right");
  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "offset", "bool", "sum", "max", "min", "count", "avg");

  /** A label, an operator such as {@code =~}, and what it is compared with. */
  record Condition(String label, String operator, String value) {}

  record Selector(String metric, List<Condition> conditions) {}

  static PromQl of(String expression) {
    List<String> tokens =
        TOKEN.matcher(expression).results().map(MatchResult::group).toList();
    List<Selector> selectors = new ArrayList<>();
    Set<String> labels = new TreeSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i);
      String next = i + 1 < tokens.size() ? tokens.get(i + 1) : "";
      if (!token.matches("[a-zA-Z_:].*") || WORDS.contains(token)) {
        continue;
      }
      if (next.equals("{")) {
        int end = i + tokens.subList(i, tokens.size()).indexOf("}");
        selectors.add(new Selector(token, conditions(tokens.subList(i + 2, end))));
        i = end;
      } else if (GROUPING.contains(token)) {
        int end = i + tokens.subList(i, tokens.size()).indexOf(")");
        tokens.subList(i + 2, end).stream().filter(each -> !each.equals(",")).forEach(labels::add);
        i = end;
      } else if (!next.equals("(")) {
        selectors.add(new Selector(token, List.of()));
      }
    }
    return new PromQl(selectors, labels);
  }

  private static List<Condition> conditions(List<String> tokens) {
    List<Condition> conditions = new ArrayList<>();
    for (int i = 0; i + 2 < tokens.size(); i += 4) {
      String quoted = tokens.get(i + 2);
      conditions.add(new Condition(
          tokens.get(i), tokens.get(i + 1), quoted.substring(1, quoted.length() - 1)));
    }
    return conditions;
  }
}
