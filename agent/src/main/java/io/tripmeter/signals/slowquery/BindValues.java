package io.tripmeter.signals.slowquery;

import io.tripmeter.postgres.SqlText;
import org.jspecify.annotations.Nullable;

/** A statement's bind values, in the driver's text form. */
final class BindValues {
  private BindValues() {}

  /** @param parameters the driver's list of values, or for a batch an array of such lists */
  static @Nullable String text(@Nullable Object parameters, int maxLength) {
    Object[] lists =
        parameters instanceof Object[] ? (Object[]) parameters : new Object[] {parameters};
    StringBuilder text = new StringBuilder();
    for (Object list : lists) {
      if (list != null && text.length() <= maxLength) {
        text.append(text.length() == 0 ? "" : " ").append(list);
      }
    }
    return text.length() == 0 ? null : SqlText.cut(text.toString(), maxLength);
  }
}
