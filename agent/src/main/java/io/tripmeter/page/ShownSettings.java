package io.tripmeter.page;

import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.log.Secrets;

/** The configuration in force, as it may be shown. */
final class ShownSettings {
  private final Settings settings;

  ShownSettings(Settings settings) {
    this.settings = settings;
  }

  String value(Option option) {
    return settings.has(option) ? Secrets.redact(typed(option)) : option.shownDefault();
  }

  String source(Option option) {
    return settings.source(option);
  }

  /** An option knows its type and keeps it to itself: its getters are tried. */
  private String typed(Option option) {
    try {
      return settings.text(option);
    } catch (IllegalArgumentException noText) {
      return number(option);
    }
  }

  private String number(Option option) {
    try {
      int value = settings.integer(option);
      return value == Integer.MAX_VALUE ? "all" : Integer.toString(value);
    } catch (IllegalArgumentException noNumber) {
      return duration(option);
    }
  }

  private String duration(Option option) {
    try {
      return settings.duration(option) + " ms";
    } catch (IllegalArgumentException noDuration) {
      return Boolean.toString(settings.flag(option));
    }
  }
}
