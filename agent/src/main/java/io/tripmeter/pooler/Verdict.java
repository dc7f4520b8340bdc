package io.tripmeter.pooler;

/** The kind of pooler or proxy between the application and the server. */
public enum Verdict {
  DIRECT("direct", "DB endpoint is the server itself"),
  SESSION("session pooler", "DB endpoint is behind a session pooler"),
  TRANSACTION("transaction pooler", "DB endpoint is behind a transaction pooler"),
  /** Assigns a session to each statement, and refuses transactions. */
  STATEMENT(
      "statement pooler", "DB endpoint is behind a statement pooler, which refuses transactions"),
  /** Shares a session until a client changes it, then reserves it for that client. Tripmeter's settings would end the sharing. */
  PINNING("pinning proxy", "DB endpoint is behind a pinning proxy; Tripmeter sets nothing there"),
  /** A proxy answered the handshake. Whether it shares server connections is not known. */
  UNKNOWN("unknown proxy", "DB endpoint is behind an unknown proxy");

  private final String label;
  private final String message;

  Verdict(String label, String message) {
    this.label = label;
    this.message = message;
  }

  /** The log message for this verdict. */
  public String message() {
    return message;
  }

  /** The name of the verdict in logs, JMX and the metric's tag. */
  public String label() {
    return label;
  }
}
