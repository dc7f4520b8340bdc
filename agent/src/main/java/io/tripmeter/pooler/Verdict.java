package io.tripmeter.pooler;

/** What stands between the application and the server. */
public enum Verdict {
  DIRECT("direct", "DB endpoint is the server itself"),
  SESSION("session pooler", "DB endpoint is behind a session pooler"),
  TRANSACTION("transaction pooler", "DB endpoint is behind a transaction pooler"),
  /** Gives each statement a session: transactions are refused. */
  STATEMENT(
      "statement pooler", "DB endpoint is behind a statement pooler, which refuses transactions"),
  /** Shares sessions until one is changed, and keeps that one for its client: what we would set costs the sharing. */
  PINNING(
      "pinning proxy",
      "DB endpoint is behind a pinning proxy, nothing of Tripmeter's is set there"),
  /** Something answers in the server's stead; whether it gives each client a server of its own is not known. */
  UNKNOWN("unknown proxy", "DB endpoint is behind an unknown proxy");

  private final String label;
  private final String message;

  Verdict(String label, String message) {
    this.label = label;
    this.message = message;
  }

  /** The log's line of it. */
  public String says() {
    return message;
  }

  /** As logs, JMX and the metric's tag have it. */
  public String label() {
    return label;
  }
}
