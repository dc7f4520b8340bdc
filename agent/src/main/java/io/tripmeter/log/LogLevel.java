package io.tripmeter.log;

/** How much a line matters; the name in lower case is what the line and {@code log.level} say. */
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
