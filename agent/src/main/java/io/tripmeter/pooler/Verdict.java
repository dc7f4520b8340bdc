package io.tripmeter.pooler;

/** What stands between the application and the server. */
public enum Verdict {
  DIRECT("direct"),
  SESSION("session pooler"),
  TRANSACTION("transaction pooler"),
  /** Something answers in the server's stead; whether it gives each client a server of its own is not known. */
  UNKNOWN("unknown proxy");

  private final String label;

  Verdict(String label) {
    this.label = label;
  }

  /** As logs, JMX and the metric's tag have it. */
  public String label() {
    return label;
  }
}
