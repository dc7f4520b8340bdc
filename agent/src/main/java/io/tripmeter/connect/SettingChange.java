package io.tripmeter.connect;

import io.tripmeter.log.Secrets;

/** One setting of a pool or a session: what it was, what it is now, and why. Equal values mean: left as it was. */
public final class SettingChange {
  private final String setting;
  private final String before;
  private final String after;
  private final String reason;

  public SettingChange(String setting, String before, String after, String reason) {
    this.setting = setting;
    this.before = Secrets.redact(before);
    this.after = Secrets.redact(after);
    this.reason = reason;
  }

  public String setting() {
    return setting;
  }

  public String before() {
    return before;
  }

  public String after() {
    return after;
  }

  public String reason() {
    return reason;
  }

  /** {@code maxLifetime: 1800000 -> 600000 (operator's pool.max-lifetime)}. */
  @Override
  public String toString() {
    return setting + ": " + before + " -> " + after + " (" + reason + ")";
  }
}
