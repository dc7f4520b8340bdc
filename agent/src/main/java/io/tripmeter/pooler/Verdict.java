package io.tripmeter.pooler;

/** What stands between the application and the server. */
public enum Verdict {
  DIRECT("direct", "DB endpoint is the server itself"),
  SESSION("session pooler", "DB endpoint is behind a session pooler"),
  TRANSACTION("transaction pooler", "DB endpoint is behind a transaction pooler"),
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
