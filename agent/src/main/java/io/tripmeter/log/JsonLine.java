package io.tripmeter.log;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Formats an event as one JSON object: level, numeric fields, message, time, pool, other fields, millis. In this order the numbers of
 * consecutive lines are aligned.
 */
final class JsonLine {
  private JsonLine() {}

  static String of(LogLevel level, String message, @Nullable String pool, List<LogField> fields) {
    StringBuilder line = new StringBuilder(256).append('{');
    append(line, "level", level.label());
    for (LogField field : fields) {
      if (field.isNumber() && !field.isMillis()) {
        append(line, field.name, field.value);
      }
    }
    append(line, "message", message);
    append(line, "time", Instant.ofEpochMilli(System.currentTimeMillis()).toString());
    if (pool != null) {
      append(line, "pool", Secrets.redact(pool));
    }
    for (LogField field : fields) {
      if (!field.isNumber()) {
        append(line, field.name, field.value);
      }
    }
    for (LogField field : fields) {
      if (field.isNumber() && field.isMillis()) {
        append(line, field.name, field.value);
      }
    }
    return line.append('}').toString();
  }

  private static void append(StringBuilder line, String name, Object value) {
    if (line.length() > 1) {
      line.append(',');
    }
    line.append('"');
    Escape.append(line, name, true);
    line.append("\":");
    if (value instanceof String) {
      line.append('"');
      Escape.append(line, (String) value, true);
      line.append('"');
    } else {
      line.append(value);
    }
  }
}
