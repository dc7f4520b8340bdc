package io.tripmeter.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code tripmeter: info: DB pool warm-up complete pool=sample requested=20 millis=930}. */
final class TextLine {
  private TextLine() {}

  static String of(LogLevel level, String message, @Nullable String pool, List<LogField> fields) {
    StringBuilder line =
        new StringBuilder(128).append("tripmeter: ").append(level.label()).append(": ");
    Escape.append(line, message, false);
    if (pool != null) {
      append(line, "pool", Secrets.redact(pool));
    }
    for (LogField field : fields) {
      append(line, field.name, field.value);
    }
    return line.toString();
  }

  private static void append(StringBuilder line, String name, Object value) {
    line.append(' ').append(name).append('=');
    if (!(value instanceof String)) {
      line.append(value);
    } else if (isWord((String) value)) {
      Escape.append(line, (String) value, false);
    } else {
      line.append('"');
      Escape.append(line, (String) value, true);
      line.append('"');
    }
  }

  private static boolean isWord(String text) {
    return !text.isEmpty()
        && text.indexOf(' ') < 0
        && text.indexOf('"') < 0
        && text.indexOf('=') < 0;
  }
}
