package io.tripmeter.connect;

import io.tripmeter.log.Secrets;
import java.util.ArrayList;
import java.util.List;

/** One setting of a pool or a session: what it was, what it is now, and why. Equal values mean: left as it was. */
public final class SettingChange {
  private final String setting;
  private final String before;
  private final String after;
  private final String reason;
  private final boolean made;

  public SettingChange(String setting, String before, String after, String reason) {
    this(setting, Secrets.redact(before), Secrets.redact(after), reason, true);
  }

  private SettingChange(String setting, String before, String after, String reason, boolean made) {
    this.setting = setting;
    this.before = before;
    this.after = after;
    this.reason = reason;
    this.made = made;
  }

  /** The same changes, which {@code mode=advise} has kept from being made. */
  public static List<SettingChange> onlyAdvised(List<SettingChange> changes) {
    List<SettingChange> advised = new ArrayList<>(changes.size());
    for (SettingChange each : changes) {
      advised.add(new SettingChange(each.setting, each.before, each.after, each.reason, false));
    }
    return advised;
  }

  /** False if it was only advised. */
  public boolean isMade() {
    return made;
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
