package io.tripmeter.signals.slowquery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PlanTextTest {
  /** A plan in the format of PostgreSQL 17. */
  private static final String YAML = """
      - Plan:\s
          Node Type: "Seq Scan"
          Parallel Aware: false
          Relation Name: "tasks"
          Total Cost: 35.50
          Filter: "((title = 'S3cr3t\\"\\n'': 17'::text) AND (id > 4711) AND (\\"Due\\" < $1))"
      """;

  @Test
  void aPlanIsShownWithoutTheValuesOfItsStatement() {
    assertEquals("""
        - Plan:
            Node Type: Seq Scan
            Relation Name: tasks
            Total Cost: 35.50
            Filter: ((title = ?::text) AND (id > ?) AND ("Due" < ?))""", PlanText.of(YAML, false));
  }

  @Test
  void aPlanIsShownWithValuesIfBindValuesAreLogged() {
    assertEquals(
        "    Filter: (title = 'S3cr3t'::text)",
        PlanText.of("    Filter: \"(title = 'S3cr3t'::text)\"\n", true));
  }
}
