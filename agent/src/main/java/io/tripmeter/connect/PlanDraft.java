package io.tripmeter.connect;

import io.tripmeter.pgjdbc.DriverProperty;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A plan while it is made. Used by one thread. */
final class PlanDraft {
  /** Why a setting is as it is. */
  static final String WITH_BEGIN = "SET LOCAL in each transaction";

  private static final String NEXT = ";SET LOCAL ";

  final Properties changed = new Properties();

  /** The server's parameters with the values that were asked for; timeouts in milliseconds. */
  final Map<String, String> expected = new TreeMap<>();

  /** Timeouts in milliseconds that others may have set, so that they are not in the startup packet. */
  final Map<SessionTimeout, Long> undecided = new EnumMap<>(SessionTimeout.class);

  final List<SettingChange> changes = new ArrayList<>();

  /** Timeouts that were asked for and that others have set. */
  final List<SettingChange> left = new ArrayList<>();

  final StringBuilder withBegin = new StringBuilder();
  long autocommitTimeout;
  int prepareThreshold = DriverProperty.DEFAULT_PREPARE_THRESHOLD;

  void change(DriverProperty property, String value) {
    changed.setProperty(property.key(), value);
  }

  void kept(String parameter, String value, String why) {
    changes.add(new SettingChange(parameter, value, value, why));
  }

  /** Sets the parameter with each BEGIN. */
  void withBegin(String parameter, String value) {
    withBegin
        .append(withBegin.length() == 0 ? "" : NEXT)
        .append(parameter)
        .append('=')
        .append(value);
  }
}
