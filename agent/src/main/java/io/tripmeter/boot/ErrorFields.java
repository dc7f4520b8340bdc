package io.tripmeter.boot;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The fields of an ErrorResponse: each a letter and a text that ends with a zero byte (PostgreSQL manual, 55.8). */
final class ErrorFields {
  private ErrorFields() {}

  /** @return the text of this field, null if there is none */
  static @Nullable String of(byte[] body, int length, char field) {
    int at = 0;
    while (at < length && body[at] != 0) {
      int end = at + 1;
      while (end < length && body[end] != 0) {
        end++;
      }
      if (body[at] == field) {
        return new String(body, at + 1, end - at - 1, StandardCharsets.UTF_8);
      }
      at = end + 1;
    }
    return null;
  }

  /** Whether the session ends with it. Severity is translated in S; V, which is not, came with PostgreSQL 9.6. */
  static boolean isFatal(byte[] body, int length) {
    String severity = of(body, length, 'V');
    if (severity == null) {
      severity = of(body, length, 'S');
    }
    return "FATAL".equals(severity) || "PANIC".equals(severity);
  }
}
