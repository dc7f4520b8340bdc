package io.tripmeter.connect;

/** Which endpoint of a database. */
public enum Kind {
  /** What the application's URL names, nothing else being known. */
  AS_GIVEN("as-given"),
  DIRECT("direct"),
  POOLER("pooler");

  private final String label;

  Kind(String label) {
    this.label = label;
  }

  /** As logs and the metric's tags have it. */
  public String label() {
    return label;
  }
}
