package io.tripmeter.config;

import org.jspecify.annotations.Nullable;

/** Any text of one line. */
final class TextType implements ValueType {
  private static final int MAX_LENGTH = 1_000;

  private final String accepted;

  TextType(String accepted) {
    this.accepted = accepted;
  }

  @Override
  public @Nullable Object parse(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return null;
      }
    }
    return text;
  }

  @Override
  public String accepted() {
    return accepted;
  }
}
