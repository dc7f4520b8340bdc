package io.tripmeter.monitoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Grafana's dashboard in docs/. */
record Dashboard(JsonNode json) {
  static Dashboard read() {
    try {
      return new Dashboard(
          new ObjectMapper().readTree(Rule.read(Rule.DOCS.resolve("grafana/tripmeter.json"))));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  List<JsonNode> panels() {
    List<JsonNode> panels = new ArrayList<>();
    json.get("panels").forEach(panels::add);
    return panels;
  }

  List<JsonNode> variables() {
    List<JsonNode> variables = new ArrayList<>();
    json.get("templating").get("list").forEach(variables::add);
    return variables;
  }

  /** Of all panels. */
  List<String> expressions() {
    return json.findValuesAsText("expr");
  }

  /** With the interval that Grafana computes, and "All" for each variable. */
  static String withAll(String expression) {
    return withChosen(expression, "", ".*");
  }

  /**
   * As Grafana writes it when several values of one variable are chosen: each is escaped as a regular expression, and its backslashes as
   * those of a PromQL string. The other variables are "All", which the dashboard defines as {@code .*}.
   */
  static String withChosen(String expression, String variable, String... values) {
    String chosen = Arrays.stream(values)
        .map(value -> value.replaceAll("[$^*{}\\[\\]'+?.()|]", "\\\\\\\\$0"))
        .collect(Collectors.joining("|", "(", ")"));
    String replaced = expression
        .replace("$__rate_interval", "1m0s")
        .replace("$" + variable + "\"", chosen + "\"")
        .replaceAll("\\$[a-z]+", ".*");
    if (replaced.contains("$")) {
      throw new IllegalArgumentException("an unknown variable: " + replaced);
    }
    return replaced;
  }

  /** Those of the variables, as {@code label_values(metric{label="value"}, label)}. */
  List<String> definitions() {
    return json.findValuesAsText("definition");
  }
}
