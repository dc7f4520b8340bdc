package io.tripmeter.config;

import org.jspecify.annotations.Nullable;

final class BooleanType implements ValueType {
  @Override
  public @Nullable Object parse(String text) {
    if (text.equalsIgnoreCase("true")) {
      return true;
    }
    return text.equalsIgnoreCase("false") ? (Object) false : null;
  }

  @Override
  public String accepted() {
    return "true or false";
  }
}
