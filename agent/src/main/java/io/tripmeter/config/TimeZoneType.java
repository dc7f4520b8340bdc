package io.tripmeter.config;

import org.jspecify.annotations.Nullable;

/** The name of a time zone. Only its characters are checked; the server decides whether it exists. */
final class TimeZoneType implements ValueType {
  @Override
  public @Nullable Object parse(String text) {
    if (text.isEmpty() || text.length() > 63) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letterOrDigit = c < 128 && Character.isLetterOrDigit(c);
      if (!letterOrDigit && "/_+-:".indexOf(c) < 0) {
        return null;
      }
    }
    return text;
  }

  @Override
  public String accepted() {
    return "the name of a time zone, such as UTC or Europe/Berlin";
  }
}
