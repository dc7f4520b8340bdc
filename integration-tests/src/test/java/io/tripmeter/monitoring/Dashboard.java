package io.tripmeter.monitoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

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

  /** Those of the variables, as {@code label_values(metric{label="value"}, label)}. */
  List<String> definitions() {
    return json.findValuesAsText("definition");
  }
}
