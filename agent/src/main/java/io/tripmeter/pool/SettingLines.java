package io.tripmeter.pool;

import io.tripmeter.connect.SettingChange;
import java.util.List;

/** Session settings as a log line has them: {@code name: value (why); name: value (why)}. */
final class SettingLines {
  private SettingLines() {}

  static String of(List<SettingChange> settings) {
    StringBuilder line = new StringBuilder();
    for (SettingChange setting : settings) {
      line.append(line.length() == 0 ? "" : "; ")
          .append(setting.setting())
          .append(": ")
          .append(setting.after())
          .append(" (")
          .append(setting.reason())
          .append(')');
    }
    return line.toString();
  }
}
