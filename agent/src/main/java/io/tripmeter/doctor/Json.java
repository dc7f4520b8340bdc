package io.tripmeter.doctor;

import io.tripmeter.log.Escape;
import java.util.Locale;
import java.util.Map;

/** Writes maps, iterables, texts, numbers, booleans and nulls as JSON. */
final class Json {
  private Json() {}

  static String of(Object value) {
    StringBuilder text = new StringBuilder();
    append(text, value);
    return text.toString();
  }

  private static void append(StringBuilder to, Object value) {
    if (value instanceof Map) {
      char separator = '{';
      for (Map.Entry<?, ?> each : ((Map<?, ?>) value).entrySet()) {
        to.append(separator);
        append(to, String.valueOf(each.getKey()));
        append(to.append(':'), each.getValue());
        separator = ',';
      }
      to.append(separator == '{' ? "{}" : "}");
    } else if (value instanceof Iterable) {
      char separator = '[';
      for (Object each : (Iterable<?>) value) {
        append(to.append(separator), each);
        separator = ',';
      }
      to.append(separator == '[' ? "[]" : "]");
    } else if (value instanceof Double) {
      to.append(String.format(Locale.ROOT, "%.3f", (Double) value));
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      to.append(value);
    } else {
      Escape.append(to.append('"'), value.toString(), true);
      to.append('"');
    }
  }
}
