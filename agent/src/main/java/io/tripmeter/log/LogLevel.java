package io.tripmeter.log;

/** The severity of an event. Log lines and {@code log.level} have its name in lower case. */
public enum LogLevel {
  DEBUG("debug"),
  INFO("info"),
  WARN("warn"),
  ERROR("error"),
  OFF("off");

  private final String label;

  LogLevel(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  static LogLevel of(String label) {
    for (LogLevel level : values()) {
      if (level.label.equalsIgnoreCase(label)) {
        return level;
      }
    }
    return INFO;
  }
}
