package io.tripmeter.signals.findings;

import java.util.Locale;

/** How bad a problem is, the worst first. */
public enum Severity {
  HIGH,
  MEDIUM,
  LOW;

  private static final double MANY_MILLIS = 100;
  private static final double SOME_MILLIS = 10;

  /** @param millis that each request could save */
  static Severity ofSaving(double millis) {
    return millis >= MANY_MILLIS ? HIGH : millis >= SOME_MILLIS ? MEDIUM : LOW;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
