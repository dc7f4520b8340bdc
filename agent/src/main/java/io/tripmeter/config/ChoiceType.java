package io.tripmeter.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One of a few words, in any case; the value is in lower case. */
final class ChoiceType implements ValueType {
  private final String[] words;

  ChoiceType(String... words) {
    this.words = words;
  }

  @Override
  public @Nullable Object parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (String word : words) {
      if (word.equals(lower)) {
        return word;
      }
    }
    return null;
  }

  @Override
  public String accepted() {
    StringBuilder list = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      list.append(i == words.length - 1 ? " or " : ", ").append(words[i]);
    }
    return list.toString();
  }
}
