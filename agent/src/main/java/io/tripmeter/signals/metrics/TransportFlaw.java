package io.tripmeter.signals.metrics;

/** What a connection to another host lacks: TLS, or the proof that the right server answers. Immutable. */
public final class TransportFlaw {
  private final String host;
  private final boolean encrypted;
  private final String why;
  private final String change;

  public TransportFlaw(String host, boolean encrypted, String why, String change) {
    this.host = host;
    this.encrypted = encrypted;
    this.why = why;
    this.change = change;
  }

  /** host:port. */
  public String host() {
    return host;
  }

  public boolean isEncrypted() {
    return encrypted;
  }

  public String why() {
    return why;
  }

  /** What to do. */
  public String change() {
    return change;
  }
}
