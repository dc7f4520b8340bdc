package io.tripmeter.config;

import org.jspecify.annotations.Nullable;

/**
 * {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}; {@code 0} is off. The maximum is 596h, because PostgreSQL
 * stores timeouts in an int of milliseconds.
 */
final class DurationType implements ValueType {
  @Override
  public @Nullable Object parse(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    if (digits == 0 || digits > 10) {
      return null;
    }
    long number = Long.parseLong(text.substring(0, digits));
    String unit = text.substring(digits);
    if (unit.isEmpty()) {
      // Without a unit, only zero is unambiguous.
      return number == 0 ? (Object) 0L : null;
    }
    long factor = millisPer(unit);
    return factor > 0 && number <= Integer.MAX_VALUE / factor ? (Object) (number * factor) : null;
  }

  /** 0 for an unknown unit. */
  private static long millisPer(String unit) {
    switch (unit) {
      case "ms":
        return 1;
      case "s":
        return 1_000;
      case "m":
        return 60_000;
      case "h":
        return 3_600_000;
      default:
        return 0;
    }
  }

  @Override
  public String show(Object value) {
    long millis = (Long) value;
    for (String unit : new String[] {"h", "m", "s"}) {
      if (millis > 0 && millis % millisPer(unit) == 0) {
        return millis / millisPer(unit) + unit;
      }
    }
    return millis == 0 ? "0" : millis + "ms";
  }

  @Override
  public String accepted() {
    return "a duration with its unit, such as 500ms, 30s, 5m or 1h (at most 596h), or 0 for off";
  }
}
