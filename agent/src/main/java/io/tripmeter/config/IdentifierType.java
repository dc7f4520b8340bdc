package io.tripmeter.config;

import org.jspecify.annotations.Nullable;

/**
 * A plain SQL identifier. Lower case only: unquoted, PostgreSQL would fold {@code Sales} to {@code sales} and use another schema
 * than the one meant.
 */
final class IdentifierType implements ValueType {
  // NAMEDATALEN - 1
  private static final int MAX_LENGTH = 63;

  @Override
  public @Nullable Object parse(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH || isDigit(text.charAt(0))) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= 'a' && c <= 'z') && !isDigit(c) && c != '_') {
        return null;
      }
    }
    return text;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  @Override
  public String accepted() {
    return "a plain identifier of a-z, 0-9 and _, at most 63 characters, not starting with a digit";
  }
}
