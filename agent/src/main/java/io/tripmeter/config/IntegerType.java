package io.tripmeter.config;

import org.jspecify.annotations.Nullable;

/** A whole number in a range. Some options also accept {@code off} or {@code all}. */
final class IntegerType implements ValueType {
  private final int min;
  private final int max;
  private final boolean takesAll;
  private final boolean takesOff;

  private IntegerType(int min, int max, boolean takesAll, boolean takesOff) {
    this.min = min;
    this.max = max;
    this.takesAll = takesAll;
    this.takesOff = takesOff;
  }

  static IntegerType between(int min, int max) {
    return new IntegerType(min, max, false, false);
  }

  /** Also accepts {@code off}, which is 0. */
  IntegerType orOff() {
    return new IntegerType(min, max, takesAll, true);
  }

  /** Also accepts {@code all}, which is {@link Integer#MAX_VALUE}. */
  IntegerType orAll() {
    return new IntegerType(min, max, true, takesOff);
  }

  @Override
  public @Nullable Object parse(String text) {
    if (takesAll && text.equalsIgnoreCase("all")) {
      return Integer.MAX_VALUE;
    }
    if (takesOff && text.equalsIgnoreCase("off")) {
      return 0;
    }
    try {
      int number = Integer.parseInt(text);
      return number >= min && number <= max ? (Object) number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  @Override
  public String show(Object value) {
    boolean all = takesAll && value.equals(Integer.MAX_VALUE);
    return all ? "all" : takesOff && value.equals(0) ? "off" : value.toString();
  }

  @Override
  public String accepted() {
    return (takesAll ? "all, " : "") + (takesOff ? "off or " : "") + "a whole number from " + min
        + " to " + max;
  }
}
