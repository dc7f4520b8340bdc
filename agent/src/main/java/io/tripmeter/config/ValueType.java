package io.tripmeter.config;

import org.jspecify.annotations.Nullable;

/** The values that an option accepts. */
interface ValueType {
  /** The value as a Boolean, an Integer, a Long (a duration in milliseconds) or a String; null if the text is not accepted. */
  @Nullable
  Object parse(String text);

  /** Completes the sentence "accepted is ...". */
  String accepted();

  /** A value of this type as an operator would write it. */
  default String show(Object value) {
    return value.toString();
  }
}
